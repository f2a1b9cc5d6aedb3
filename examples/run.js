// npm run example:music, npm run example:rentals [-- --data DIR] [words of mlcheck run]
// Runs the pipeline of a folder beside this file: on the course's own data where they are given, else on made-up ones.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rentals, songs, writeCsv } from './data.js'

const examples = {
  music: {
    file: 'genres_mod.parquet',
    key: 'data.file',
    made: ['data/genres.csv', songs],
    overrides: [],
    model: 'genre_classification/model_export:prod',
  },
  rentals: {
    file: 'nyc_rentals_sample1.csv',
    key: 'etl.sample',
    made: ['data/sample.csv', rentals],
    // As in the course, whose sample is larger than the made-up one.
    overrides: ['data_check.min_rows=15000'],
    model: 'nyc_airbnb/random_forest_export:prod',
  },
}

const [name, ...words] = process.argv.slice(2)
const example = examples[name]
const at = words.indexOf('--data')
const [, data] = at < 0 ? [] : words.splice(at, 2)
const folder = join(import.meta.dirname, name)
const cli = join(import.meta.dirname, '..', 'dist', 'cli.js')

process.exitCode = run()
// The whole line and nothing else was asked for: the model answers a request, too.
if (process.exitCode === 0 && words.length === 0) process.exitCode = await serve()

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

/** Starts a server, has it predict the rows that came with the model, and ends it. */
async function serve() {
  console.log(`\n$ mlcheck model serve ${example.model}`)
  const got = join(folder, 'data', 'model')
  spawnSync(process.execPath, [cli, 'artifact', 'get', example.model, '--to', got, '--force'], {
    cwd: folder,
  })
  const server = spawn(process.execPath, [cli, 'model', 'serve', example.model, '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const ended = once(server, 'exit')
  let said = ''
  for await (const text of server.stderr.setEncoding('utf8')) {
    said += text
    const [, address] = /answers at (\S+);/.exec(said) ?? []
    if (address === undefined) continue
    const body = readFileSync(join(got, 'serving_input_example.json'), 'utf8')
    const response = await fetch(address, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    console.log(`POST /invocations ${response.status} ${await response.text()}`)
    server.kill('SIGINT')
    break
  }
  const [code] = await ended
  if (code !== 0) console.error(said)
  return code ?? 1
}
