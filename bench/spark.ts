// Judges tables that a cluster has made: npm run bench:spark -- --python PATH [--rows 10000000,100000000] [--master local[2]]
// PATH is a Python with pyspark. Prints for each size and for suites of different length: wall seconds, how many Spark
// jobs there were and what they read, and the peak memory of mlcheck itself.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort, runPython, startSpark } from '../tests/support/sparkProcess.ts'
import { measure } from './measure.js'

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: process.env.MLCHECK_SPARK ?? 'python3' },
    rows: { type: 'string', default: '10000000,100000000' },
    master: { type: 'string', default: 'local[2]' },
    memory: { type: 'string', default: '6g' },
  },
})

const cli = resolve('dist', 'cli.js')
const folder = mkdtempSync(join(tmpdir(), 'mlcheck-bench-'))
const numeric = ['a', 'b', 'c', 'd', 'e', 'f']

/** Six columns of numbers that hardly repeat, and one each of whole numbers, categories, moments and missing cells. */
const columns = (seed: number) => [
  ...numeric.slice(0, 3).map((name, k) => `rand(${seed + k}) AS ${name}`),
  ...numeric.slice(3, 5).map((name, k) => `randn(${seed + 3 + k}) AS ${name}`),
  `exp(2 * randn(${seed + 5})) AS f`,
  `CAST(rand(${seed + 6}) * 1000 AS BIGINT) AS whole`,
  `concat('genre ', CAST(rand(${seed + 7}) * 15 AS INT)) AS genre`,
  `timestamp_seconds(1700000000 + id % 604800) AS at`,
  `CASE WHEN rand(${seed + 8}) < 0.1 THEN NULL ELSE rand(${seed + 9}) END AS sparse`,
]

const suites = {
  '9 expectations': suiteOf(1),
  '32 expectations': suiteOf(3),
  '32 and 6 KS': suiteOf(3, true),
}

const ui = await freePort()
const server = await startSpark(
  values.python,
  { 'spark.ui.enabled': 'true', 'spark.ui.port': String(ui), 'spark.sql.shuffle.partitions': '8' },
  { master: values.master, memory: values.memory },
)
const remote = `sc://localhost:${server.port}`
try {
  console.log(
    '| rows | suite | wall s | jobs | scans of tables | million rows read | shuffled MB | peak MB of mlcheck |',
  )
  console.log('|---:|---|---:|---:|---:|---:|---:|---:|')
  for (const rows of values.rows.split(',').map(Number)) await compare(rows)
} finally {
  await server.stop()
}

async function compare(rows: number): Promise<void> {
  const tables = { reference: Math.round(rows * 0.7), sample: Math.round(rows * 0.3) }
  const made = Object.entries(tables).map(
    ([name, count], seed) =>
      `spark.sql("CREATE OR REPLACE TEMPORARY VIEW made AS SELECT ${columns(100 * seed).join(', ')} FROM range(0, ${count}, 1, 16)"); spark.sql("DROP TABLE IF EXISTS ${name}"); spark.table("made").write.saveAsTable("${name}")`,
  )
  await runPython(
    values.python,
    [
      'from pyspark.sql import SparkSession',
      `spark = SparkSession.builder.remote("${remote}").getOrCreate()`,
      ...made,
    ].join('\n'),
  )
  for (const [name, suite] of Object.entries(suites)) {
    const file = join(folder, 'suite.yaml')
    writeFileSync(file, suite)
    const before = await work()
    const args = [
      '--engine',
      'spark',
      '--remote',
      remote,
      '--reference',
      'table:reference',
      '--sample',
      'table:sample',
    ]
    const { wall, memory } = await measure({
      command: process.execPath,
      args: [cli, ...args, '--suite', file, '--no-history', '--no-report', '--quiet'],
      cwd: folder,
    })
    const after = await work()
    const of = (key: keyof typeof after) => after[key] - before[key]
    const cells = [
      rows.toLocaleString('en-US'),
      name,
      wall.toFixed(1),
      of('jobs'),
      of('scans'),
      ...[of('read'), of('shuffled')].map(count => (count / 1e6).toFixed(0)),
      memory.toFixed(0),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

/** What the server has done so far, from its own pages. */
async function work() {
  const api = `http://localhost:${ui}/api/v1/applications`
  const [{ id }] = await json<[{ id: string }]>(api)
  const jobs = await json<unknown[]>(`${api}/${id}/jobs`)
  const stages = await json<{ inputRecords: number; shuffleWriteBytes: number; status: string }[]>(
    `${api}/${id}/stages`,
  )
  const done = stages.filter(({ status }) => status === 'COMPLETE')
  const sum = (of: (stage: (typeof done)[number]) => number) =>
    done.reduce((total, stage) => total + of(stage), 0)
  return {
    jobs: jobs.length,
    scans: done.filter(({ inputRecords }) => inputRecords > 0).length,
    read: sum(stage => stage.inputRecords),
    shuffled: sum(stage => stage.shuffleWriteBytes),
  }
}

async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

/** Expectations of a kind for each column, of as many kinds as asked for. */
function suiteOf(kinds: number, hasDrift = false): string {
  const checks = (name: string) =>
    [
      `toHaveType: ${name === 'whole' ? 'integer' : 'number'}`,
      'toHaveValuesBetween: { min: -1000000, max: 1000000 }',
      'toHaveMeanBetween: { min: -1000, max: 1000 }',
    ].slice(0, kinds)
  const lines = [...numeric, 'whole', 'sparse'].map(name => `  ${name}: [${checks(name).join(', ')}]`)
  const others = [
    "  genre: [toHaveType: string, { toHaveValuesMatching: { pattern: '^genre' } }, toHaveNoNulls, toHaveLengthsBetween: { min: 1, max: 20 }]",
    '  at: [toHaveType: timestamp, toHaveNoNulls, toHaveValuesBetween: { min: 2020-01-01 }]',
  ].slice(0, kinds === 1 ? 0 : 2)
  const drift = `  - toHaveSameDistributionAs: { alpha: 0.0001, columns: [${numeric.join(', ')}] }`
  const table = ['  - toHaveRowCount: { min: 1 }', ...(hasDrift ? [drift] : [])]
  return ['name: bench', 'table:', ...table, 'columns:', ...lines, ...others].join('\n')
}
