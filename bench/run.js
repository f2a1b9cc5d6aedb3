// Compares whole processes side by side in one run: npm run bench [-- --rows 43000,1000000] [--formats csv] [--runs 5] [--python PATH]
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dataset } from './data.js'
import { measure, median } from './measure.js'

const here = import.meta.dirname
const cli = join(here, '..', 'dist', 'cli.js')
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '43000,1000000,10000000' },
    runs: { type: 'string', default: '5' },
    formats: { type: 'string' },
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
  },
})

const python = (await works(values.python, ['-c', 'import pytest, pandas, scipy, pyarrow']))
  ? values.python
  : undefined
if (!python) console.log(`No pandas: ${values.python} lacks pytest, pandas, scipy or pyarrow.`)
if (!existsSync(cli)) throw new Error('dist/ is missing. Run npm run build first.')

for (const rows of values.rows.split(',').map(Number))
  for (const format of formatsFor(rows)) await compare(rows, format)

function formatsFor(rows) {
  if (values.formats) return values.formats.split(',')
  return rows > 2_000_000 ? ['parquet'] : ['csv', 'parquet']
}

async function compare(rows, format) {
  const reference = await dataset('reference', Math.round(rows * 0.7), format)
  const sample = await dataset('sample', Math.round(rows * 0.3), format)
  const contenders = contendersFor(reference, sample)
  const runs = rows > 2_000_000 ? Math.min(3, Number(values.runs)) : Number(values.runs)
  const samples = new Map(contenders.map(({ name }) => [name, []]))
  // Interleaved, so that a noisy minute hits all contenders alike.
  for (let run = 0; run < runs; run++)
    for (const contender of contenders) samples.get(contender.name).push(await measure(contender))
  print(rows, format, samples)
}

function contendersFor(reference, sample) {
  const data = ['--reference', reference, '--sample', sample]
  const quiet = ['--no-report', '--quiet']
  const suite = ['--suite', join(here, 'suite.yaml')]
  const drift = ['--suite', join(here, 'drift.yaml')]
  const own = (...args) => ({ command: process.execPath, args: [cli, ...args, ...quiet] })
  const env = { REFERENCE: reference, SAMPLE: sample }
  const all = [
    { name: 'mlcheck, 40 expectations + 10 KS', ...own(...data, ...suite, ...drift) },
    { name: 'polars, same checks', command: process.execPath, args: [join(here, 'peers', 'polars.js')], env },
  ]
  if (python)
    all.push({
      name: 'pytest + pandas + scipy, same checks',
      command: python,
      args: ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', join(here, 'peers', 'test_pandas.py')],
      env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    })
  all.push(
    { name: 'mlcheck, default run', ...own(...data), exitCodes: [0, 1] },
    { name: 'mlcheck, 40 expectations on the reference', ...own('--sample', reference, ...suite) },
    {
      name: 'the bare engine, SQL of these 40',
      command: process.execPath,
      args: [join(here, 'peers', 'engine.js'), reference, explained(reference, suite)],
    },
  )
  return all
}

/** A file with the statements that a run of a suite sends. */
function explained(data, suite) {
  const { stdout } = spawnSync(process.execPath, [cli, '--explain', '--sample', data, ...suite], {
    encoding: 'utf8',
  })
  const statements = stdout.split('\n\n').filter(part => part.startsWith('SELECT'))
  if (statements.length === 0) throw new Error('The plan has no statements.')
  const path = join(mkdtempSync(join(tmpdir(), 'mlcheck-bench-')), 'statements.sql')
  writeFileSync(path, statements.join('\n'))
  return path
}

function print(rows, format, samples) {
  const [baseline] = samples.values()
  console.log(
    `\n${rows.toLocaleString('en-US')} rows × 17 columns, ${format} (median of ${baseline.length}, 70 % reference)`,
  )
  console.log(
    '| process | CPU s | wall s | peak MB | CPU ÷ mlcheck | wall ÷ mlcheck |\n|---|---:|---:|---:|---:|---:|',
  )
  const of = (list, key) => median(list.map(each => each[key]))
  for (const [name, list] of samples) {
    const ratios = ['cpu', 'wall'].map(key => (of(list, key) / of(baseline, key)).toFixed(2))
    console.log(
      `| ${name} | ${of(list, 'cpu').toFixed(2)} | ${of(list, 'wall').toFixed(2)} | ${of(list, 'memory').toFixed(0)} | ${ratios.join(' | ')} |`,
    )
  }
}

async function works(command, args) {
  return measure({ command, args }).then(
    () => true,
    () => false,
  )
}
