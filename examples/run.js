// npm run example:music, npm run example:rentals [-- --data DIR] [words of mlcheck run]
// Runs the pipeline of a folder beside this file: on the course's own data where they are given, else on made-up ones.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rentals, songs, writeCsv } from './data.js'

const examples = {
  music: {
    file: 'genres_mod.parquet',
    key: 'data.file',
    made: ['data/genres.csv', songs],
    overrides: [],
  },
  rentals: {
    file: 'nyc_rentals_sample1.csv',
    key: 'etl.sample',
    made: ['data/sample.csv', rentals],
    // As in the course, whose sample is larger than the made-up one.
    overrides: ['data_check.min_rows=15000'],
  },
}

const [name, ...words] = process.argv.slice(2)
const example = examples[name]
const at = words.indexOf('--data')
const [, data] = at < 0 ? [] : words.splice(at, 2)
const folder = join(import.meta.dirname, name)
const cli = join(import.meta.dirname, '..', 'dist', 'cli.js')

process.exitCode = run()

function run() {
  const [path, make] = example.made
  if (data === undefined) {
    if (!existsSync(join(folder, path))) writeCsv(join(folder, path), make())
    return mlcheck(words)
  }
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), data, example.file)
  return mlcheck([`${example.key}=${JSON.stringify(file)}`, ...example.overrides, ...words])
}

function mlcheck(args) {
  console.log(`$ cd ${join('examples', name)} && mlcheck ${['run', ...args].join(' ')}\n`)
  const { status } = spawnSync(process.execPath, [cli, 'run', ...args], { cwd: folder, stdio: 'inherit' })
  return status ?? 1
}
