// Counts false alarms without drift, and how often known drift is found and its effect bounded: npm run calibrate [-- --runs 2000] [--seed 1] [--write]
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort } from 'node:worker_threads'
import { corrections } from './false-alarms.ts'
import { outcomesOf } from './outcomes.ts'
import { answersOf } from './pool.ts'
import { type Counts, countsOf, type Stretch, stretchesOf } from './simulation.ts'
import { effectTable, falseAlarmTable, powerTable } from './tables.ts'

/** Probability that chance takes any share of a table beyond its bounds. */
const error = 0.01
const page = 'docs/statistics.md'
const [begin, end] = ['<!-- calibration -->', '<!-- /calibration -->']

if (isMainThread) await main()
else parentPort?.on('message', (stretch: Stretch) => parentPort?.postMessage(countsOf(stretch)))

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  })
  const stretches = stretchesOf(Number(values.runs), Number(values.seed))
  const counts = await answersOf<Stretch, Counts>(new URL(import.meta.url), stretches)
  const outcomes = outcomesOf(stretches, counts)
  const alarms = falseAlarmTable(
    outcomes.families,
    error / 2 / (outcomes.families.length * corrections.length),
  )
  const power = powerTable(outcomes.drifts, error / outcomes.drifts.length)
  const effects = effectTable(outcomes.situations, error / 3 / outcomes.situations.length)
  const outside = alarms.outside + power.outside + effects.outside
  const command = `npm run calibrate -- --runs ${values.runs} --seed ${values.seed}`
  const tables = `\`${command}\`\n\n${alarms.text}\n\n${power.text}\n\n${effects.text}`
  if (values.write) write(tables)
  console.log(`${tables}\n\n${outside} of these shares lie outside their bounds.`)
  process.exitCode = outside > 0 ? 1 : 0
}

/** Puts the tables between the two markers of the page. */
function write(tables: string): void {
  const [before, rest = ''] = readFileSync(page, 'utf8').split(begin)
  const after = rest.split(end)[1]
  if (after === undefined) throw new Error(`${page} lacks ${begin} or ${end}.`)
  writeFileSync(page, `${before}${begin}\n${tables}\n${end}${after}`)
}
