// Fits the same pipelines as scikit-learn, in one run:
// npm run bench:ml -- FOLDER [--python PATH] [--seeds 3] [--jobs 1,2] [--only TASK]
// The folder holds genres_mod.parquet and nyc_rentals_sample1.csv. Threads run the built package: npm run build.
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  accuracy,
  determination,
  type ForestTask,
  fitPipeline,
  meanAbsoluteError,
  predict,
  predictShares,
  rocAucOneVsOne,
} from '../../src/ml/index.ts'
import { growInWorkers } from '../../src/stages/train/tree-workers.ts'
import { splitOf, type Task, tasks } from './tasks.ts'

/** Seconds of CPU and by the clock, megabytes at the peak, and how well it predicts. */
interface Measured {
  readonly fit: number
  readonly fitByClock: number
  readonly predict: number
  readonly megabytes: number
  readonly scores: Readonly<Record<string, number>>
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
    seeds: { type: 'string', default: '3' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '1,2' },
    ours: { type: 'string' },
  },
})
const folder = positionals[0] ?? '.'

/** By task and what was measured. */
const ratiosOf = new Map<string, number[]>()

if (values.ours === undefined) compare()
else console.log(JSON.stringify(await ours(taskOf(values.only), Number(values.ours), Number(values.jobs))))

function compare(): void {
  console.log('| task | seed | | ours | scikit-learn | ours ÷ scikit-learn |\n|---|---|---|---:|---:|---:|')
  for (const { name } of tasks.filter(({ name }) => values.only === undefined || name === values.only))
    for (let seed = 0; seed < Number(values.seeds); seed++)
      for (const jobs of values.jobs.split(',').map(Number))
        printRows({ name, seed, jobs }, inProcess(name, seed, jobs), peer(name, seed, jobs))
  console.log('\n| task | | median of ours ÷ scikit-learn |\n|---|---|---:|')
  for (const [what, ratios] of ratiosOf) console.log(`| ${what} | ${median(ratios).toFixed(2)} |`)
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

interface Run {
  readonly name: string
  readonly seed: number
  readonly jobs: number
}

function printRows({ name, seed, jobs }: Run, mine: Measured, theirs: Measured): void {
  const line = (what: string, a: number, b: number, digits: number) => {
    console.log(
      `| ${name} | ${seed} | ${what} | ${a.toFixed(digits)} | ${b.toFixed(digits)} | ${(a / b).toFixed(2)} |`,
    )
    const key = `${name} | ${what}`
    ratiosOf.set(key, [...(ratiosOf.get(key) ?? []), a / b])
  }
  const fit = `fit by ${jobs} thread${jobs === 1 ? '' : 's'}, s`
  line(`${fit} by the clock`, mine.fitByClock, theirs.fitByClock, 2)
  line(`${fit} of CPU`, mine.fit, theirs.fit, 2)
  if (jobs > 1) return
  line('predict, s', mine.predict, theirs.predict, 2)
  line('peak, MB', mine.megabytes, theirs.megabytes, 0)
  for (const [score, value] of Object.entries(mine.scores)) line(score, value, theirs.scores[score] ?? 0, 5)
}

/** Each measurement in a process of its own, as the peer's are. */
function inProcess(name: string, seed: number, jobs: number): Measured {
  const script = process.argv[1] ?? ''
  const options = ['--only', name, '--ours', `${seed}`, '--jobs', `${jobs}`]
  return JSON.parse(`${execFileSync(process.execPath, [script, folder, ...options])}`)
}

function peer(name: string, seed: number, jobs: number): Measured {
  const script = join('bench', 'ml', 'peer.py')
  return JSON.parse(`${execFileSync(values.python, [script, name, folder, `${seed}`, `${jobs}`])}`)
}

function taskOf(name: string | undefined): Task {
  const task = tasks.find(task => task.name === name)
  if (task === undefined) throw new RangeError(`There is no task ${name}.`)
  return task
}

async function ours(task: Task, seed: number, workers: number): Promise<Measured> {
  const { train, test } = splitOf(task, await task.load(folder))
  const start = process.cpuUsage()
  const started = performance.now()
  const file = resolve('dist', 'tree-worker.js')
  const inThreads = (forest: ForestTask) => growInWorkers(forest, { workers, file })
  const pipeline = await fitPipeline(task.spec, train, task.target, {
    seed,
    ...(workers > 1 && { grow: inThreads }),
  })
  const fitByClock = (performance.now() - started) / 1000
  const fit = secondsSince(start)
  const afterFit = process.cpuUsage()
  const predicted = predictShares(pipeline, test)
  const predicting = secondsSince(afterFit)
  const megabytes = process.resourceUsage().maxRSS / 1024
  const actual = test.columns.get(task.target) as Float64Array
  const { classes } = pipeline
  const scores: Readonly<Record<string, number>> = classes
    ? {
        AUC: rocAucOneVsOne({ actual, shares: predicted, classes }) ?? 0,
        accuracy: accuracy<unknown>(actual, predict(pipeline, test)) ?? 0,
      }
    : { MAE: meanAbsoluteError(actual, predicted) ?? 0, r2: determination(actual, predicted) ?? 0 }
  return { fit, fitByClock, predict: predicting, megabytes, scores }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}
