import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  type Forest,
  type ForestTask,
  forestOf,
  forestWork,
  type GrownTree,
  growTree,
} from '../../ml/index.ts'
import { growInWorkers, type WorkersOptions } from './tree-workers.ts'

interface GrowOptions extends Pick<WorkersOptions, 'workers' | 'signal' | 'onTree'> {
  readonly log: (text: string) => void
  /** For tests; that of the package where absent. */
  readonly file?: string
}

/** Less work than this, some tenths of a second, is done before threads have started. */
const littleWork = 1e7

/**
 * Grows the trees of a forest: in threads, unless there is little to do or threads cannot be had, which is told. The
 * forest is the same in any case.
 *
 * @throws the reason of the signal
 */
export async function growTrees(task: ForestTask, options: GrowOptions): Promise<Forest> {
  const workers = Math.min(options.workers, task.seeds.length)
  if (workers < 2 || forestWork(task) < littleWork) return growHere(task, options)
  const { log, file = workerFile() } = options
  const obstacle = obstacleOf(file)
  if (obstacle === undefined) return growInWorkers(task, { ...options, workers, file })
  log(`Trees are grown by one thread instead of ${workers}: ${obstacle}.`)
  return growHere(task, options)
}

/** How many threads a number of jobs means, as joblib counts: −1 is all there may be, −2 all but one. */
export function workersOf(jobs: number, cores: number): number {
  return Math.min(cores, jobs > 0 ? jobs : Math.max(1, cores + 1 + jobs))
}

/** One tree after the other, in this thread, which hears of an interruption in between. */
async function growHere(task: ForestTask, { signal, onTree }: GrowOptions): Promise<Forest> {
  const grown: GrownTree[] = []
  for (const number of task.seeds.keys()) {
    grown.push(growTree(task, number))
    onTree?.(number + 1, task.seeds.length)
    await setImmediate()
    signal?.throwIfAborted()
  }
  return forestOf(task, grown)
}

function obstacleOf(file: string): string | undefined {
  // Absent unless Node runs under its permission model.
  const { permission }: { readonly permission?: NodeJS.ProcessPermission } = process
  if (permission !== undefined && !permission.has('worker')) return 'this process may not start threads'
  return existsSync(file) ? undefined : `there is no ${file}`
}

/** The built file, from wherever this module is. */
function workerFile(): string {
  const root = dirname(createRequire(import.meta.url).resolve('mlcheck/package.json'))
  return join(root, 'dist', 'tree-worker.js')
}
