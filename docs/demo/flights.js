// Gates two weeks of real flights against January 2001: one week that looks like it, one that does not.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

// The package exports its code only; the data lie beside it.
const source = new URL('../data/flights-20k.json', import.meta.resolve('vega-datasets'))
const folder = join(process.cwd(), 'mlcheck-report', 'demo')
const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js')
const millisecondsPerWeek = 7 * 24 * 60 * 60 * 1000

const flights = JSON.parse(readFileSync(source, 'utf8'))
mkdirSync(folder, { recursive: true })
writeWeeks('january.csv', [1, 2, 3, 4])
writeWeeks('week-10.csv', [10])
writeWeeks('week-08.csv', [8])

const expected = { 'week-10': 0, 'week-08': 1 }
const surprises = Object.entries(expected).filter(([week, code]) => gate(week) !== code)
if (surprises.length > 0)
  console.error(`Other exit codes than expected for ${surprises.map(([week]) => week)}.`)
process.exitCode = surprises.length > 0 ? 1 : 0

function gate(week) {
  const args = [
    '--reference',
    'january.csv',
    '--sample',
    `${week}.csv`,
    '--ks-alpha',
    '0.05',
    '--report',
    week,
  ]
  console.log(`\n$ mlcheck ${args.join(' ')}`)
  const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, stdio: 'inherit' })
  console.log(`exit code ${status}, report ${relative(process.cwd(), join(folder, week, 'index.html'))}`)
  return status
}

function writeWeeks(name, weeks) {
  const rows = flights.filter(({ date }) => weeks.includes(weekOf(date)))
  const lines = rows.map(({ date, ...rest }) => [isoDate(date), ...Object.values(rest)].join(','))
  const header = ['date', ...Object.keys(flights[0]).filter(column => column !== 'date')].join(',')
  writeFileSync(join(folder, name), `${header}\n${lines.join('\n')}\n`)
}

/** `2001/01/01 00:47` → `2001-01-01 00:47:00` */
function isoDate(date) {
  return `${date.replaceAll('/', '-')}:00`
}

function weekOf(date) {
  const since =
    Date.parse(`${date.slice(0, 10).replaceAll('/', '-')}T00:00:00Z`) - Date.parse('2001-01-01T00:00:00Z')
  return Math.floor(since / millisecondsPerWeek) + 1
}
