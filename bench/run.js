// Compares whole processes side by side in one run: npm run bench [-- --rows 43000,1000000] [--formats csv] [--runs 5] [--python PATH]
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dataset } from './data.js'
import { measure } from './measure.js'
import { explained } from './statements.js'
import { printTable } from './table.js'

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
  printTable(`${rows.toLocaleString('en-US')} rows × 17 columns, ${format}`, samples, '70 % reference')
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
      args: [join(here, 'peers', 'engine.js'), reference, explained(cli, reference, suite)],
    },
  )
  return all
}

async function works(command, args) {
  return measure({ command, args }).then(
    () => true,
    () => false,
  )
}
