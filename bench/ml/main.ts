// Fits the same pipelines as scikit-learn, in one run: npm run bench:ml -- FOLDER [--python PATH] [--seeds 3]
// The folder holds genres_mod.parquet and nyc_rentals_sample1.csv.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  accuracy,
  determination,
  fitPipeline,
  meanAbsoluteError,
  predict,
  predictShares,
  rocAucOneVsOne,
} from '../../src/ml/index.ts'
import { splitOf, type Task, tasks } from './tasks.ts'

/** Seconds of CPU, megabytes at the peak, and how well it predicts. */
interface Measured {
  readonly fit: number
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
    ours: { type: 'string' },
  },
})
const folder = positionals[0] ?? '.'

if (values.ours === undefined) compare()
else console.log(JSON.stringify(await ours(taskOf(values.only), Number(values.ours))))

function compare(): void {
  console.log('| task | seed | | ours | scikit-learn | ours ÷ scikit-learn |\n|---|---|---|---:|---:|---:|')
  for (const { name } of tasks.filter(({ name }) => values.only === undefined || name === values.only))
    for (let seed = 0; seed < Number(values.seeds); seed++)
      printRows(name, seed, inProcess(name, seed), peer(name, seed))
}

function printRows(name: string, seed: number, mine: Measured, theirs: Measured): void {
  const line = (what: string, a: number, b: number, digits: number) =>
    console.log(
      `| ${name} | ${seed} | ${what} | ${a.toFixed(digits)} | ${b.toFixed(digits)} | ${(a / b).toFixed(2)} |`,
    )
  line('fit, s', mine.fit, theirs.fit, 2)
  line('predict, s', mine.predict, theirs.predict, 2)
  line('peak, MB', mine.megabytes, theirs.megabytes, 0)
  for (const [score, value] of Object.entries(mine.scores)) line(score, value, theirs.scores[score] ?? 0, 5)
}

/** Each measurement in a process of its own, as the peer's are. */
function inProcess(name: string, seed: number): Measured {
  const script = process.argv[1] ?? ''
  const text = execFileSync(process.execPath, [script, folder, '--only', name, '--ours', `${seed}`])
  return JSON.parse(`${text}`)
}

function peer(name: string, seed: number): Measured {
  return JSON.parse(
    `${execFileSync(values.python, [join('bench', 'ml', 'peer.py'), name, folder, `${seed}`])}`,
  )
}

function taskOf(name: string | undefined): Task {
  const task = tasks.find(task => task.name === name)
  if (task === undefined) throw new RangeError(`There is no task ${name}.`)
  return task
}

async function ours(task: Task, seed: number): Promise<Measured> {
  const { train, test } = splitOf(task, await task.load(folder))
  const start = process.cpuUsage()
  const pipeline = await fitPipeline(task.spec, train, task.target, { seed })
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
  return { fit, predict: predicting, megabytes, scores }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}
