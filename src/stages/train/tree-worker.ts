import { parentPort, workerData } from 'node:worker_threads'
import { growTree } from '../../ml/forest/forest-task.ts'
import type { TreeOrder, TreeMade } from './tree-messages.ts'

// The entry of a thread that grows the trees it is asked for, one after the other.
parentPort?.on('message', ({ number }: TreeOrder) => {
  const grown = growTree(workerData, number)
  const lists = [...Object.values(grown.tree), grown.importances]
  parentPort?.postMessage(
    { number, grown } satisfies TreeMade,
    lists.map(({ buffer }) => buffer as ArrayBuffer),
  )
})
