// Many expectations on a wide table, beside the same SQL sent by hand, and `init`: npm run bench:wide [-- --rows N] [--runs N]
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { wideDataset } from './data.js'
import { measure } from './measure.js'
import { explained } from './statements.js'
import { printTable } from './table.js'

const here = import.meta.dirname
const cli = join(here, '..', 'dist', 'cli.js')
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '5' } },
})
if (!existsSync(cli)) throw new Error('dist/ is missing. Run npm run build first.')

const rows = Number(values.rows)
const folder = mkdtempSync(join(tmpdir(), 'mlcheck-bench-'))
const suite = join(folder, 'wide.yaml')
writeFileSync(suite, suiteText())
const parquet = await wideDataset(rows, 'parquet')
const csv = await wideDataset(rows, 'csv')
const own = (...args) => ({ command: process.execPath, args: [cli, ...args] })
const judged = ['--sample', parquet, '--suite', suite, '--no-report', '--quiet']
const written = join(folder, 'init.yaml')

await compare(`${rows.toLocaleString('en-US')} rows × 50 columns, Parquet, 500 expectations`, [
  { name: 'mlcheck', ...own(...judged) },
  {
    name: 'the bare engine, same SQL',
    command: process.execPath,
    args: [join(here, 'peers', 'engine.js'), parquet, explained(cli, parquet, ['--suite', suite])],
  },
])
await compare(`${rows.toLocaleString('en-US')} rows × 50 columns, mlcheck init`, [
  { name: 'from Parquet', ...own('init', parquet, '--out', written, '--force') },
  { name: 'from CSV', ...own('init', csv, '--out', written, '--force') },
])

async function compare(title, contenders) {
  const samples = new Map(contenders.map(({ name }) => [name, []]))
  // Interleaved, so that a noisy minute hits all contenders alike.
  for (let run = 0; run < Number(values.runs); run++)
    for (const contender of contenders) samples.get(contender.name).push(await measure(contender))
  printTable(title, samples)
}

/** Ten expectations for each of the 50 columns of `wideDataset`, all of which hold. */
function suiteText() {
  const lines = ['columns:']
  for (let column = 0; column < 50; column++) {
    const [low, high] = [-1e6, 1e6]
    lines.push(
      `  c${column}:`,
      `    - toHaveType: ${column % 5 === 4 ? 'integer' : 'number'}`,
      '    - toHaveNullShare: { max: 0.5 }',
      `    - toHaveValuesBetween: { min: ${low}, max: ${high} }`,
      `    - toHaveMeanBetween: { min: ${low}, max: ${high} }`,
      `    - toHaveStdevBetween: { min: 0, max: ${high} }`,
      `    - toHaveMinBetween: { min: ${low}, max: ${high} }`,
      `    - toHaveMaxBetween: { min: ${low}, max: ${high} }`,
      '    - toHaveSumBetween: { min: -1e12, max: 1e12 }',
      '    - toHaveValuesNotInSet: [-999, -9999]',
      `    - toHaveValuesBetween: { min: ${low / 2}, max: ${high / 2}, mostly: 0.9, id: c${column}.most }`,
    )
  }
  return `${lines.join('\n')}\n`
}
