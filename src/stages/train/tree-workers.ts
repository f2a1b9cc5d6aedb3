import { Worker } from 'node:worker_threads'
import { UserError } from '../../core/errors.ts'
import { type Forest, type ForestTask, forestOf, type GrownTree, sharedTask } from '../../ml/index.ts'
import type { TreeMade, TreeOrder } from './tree-messages.ts'

export interface WorkersOptions {
  /** How many threads grow trees, from 1. */
  readonly workers: number
  /** The file that a thread runs: that of `tree-worker.ts`, built. */
  readonly file: string
  readonly signal?: AbortSignal
  readonly onTree?: (done: number, total: number) => void
}

/**
 * Grows the trees of a forest in threads, which take the next tree whenever they have made one. The forest is the same
 * however many they are. No thread is left when this ends, however it ends.
 *
 * @throws UserError when a thread ends without a word; the reason of the signal
 */
export async function growInWorkers(task: ForestTask, options: WorkersOptions): Promise<Forest> {
  const { workers, file, signal, onTree } = options
  signal?.throwIfAborted()
  const workerData = sharedTask(task)
  const threads: Worker[] = []
  const total = task.seeds.length
  const grown = new Array<GrownTree>(total)
  let [ordered, done] = [0, 0]
  const order = (thread: Worker) => {
    if (ordered < total) thread.postMessage({ number: ordered++ } satisfies TreeOrder)
  }
  let interrupt = () => {}
  try {
    while (threads.length < workers) threads.push(new Worker(file, { workerData }))
    await new Promise<void>((resolve, reject) => {
      interrupt = () => reject(signal?.reason)
      signal?.addEventListener('abort', interrupt)
      for (const thread of threads) {
        thread.on('message', (made: TreeMade) => {
          grown[made.number] = made.grown
          done++
          onTree?.(done, total)
          if (done === total) resolve()
          else order(thread)
        })
        thread.on('error', error => reject(isOutOfMemory(error) ? goneError(error.message) : error))
        thread.on('exit', code => reject(goneError(`exit code ${code}`)))
        order(thread)
      }
    })
  } finally {
    signal?.removeEventListener('abort', interrupt)
    await Promise.all(threads.map(thread => thread.terminate()))
  }
  return forestOf(task, grown)
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function goneError(why: string): UserError {
  return new UserError(`A thread that grew trees is gone: ${why}.`, {
    hint: 'It may have run out of memory: let fewer work at once, with workers or n_jobs.',
    fault: 'failed',
  })
}
