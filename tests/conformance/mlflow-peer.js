// Has MLflow load the models of the examples and predict the rows of their test data, and compares with ours:
// npm run conformance:mlflow -- --python PATH, a Python with mlflow, onnx, onnxruntime and pandas.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { rentals, songs, writeCsv } from '../../examples/data.js'

const { values } = parseArgs({
  options: { python: { type: 'string', default: process.env.PYTHON ?? 'python3' } },
})
// It runs in other folders.
const python = values.python.includes('/') ? resolve(values.python) : values.python
const root = join(import.meta.dirname, '..', '..')
const cli = join(root, 'dist', 'cli.js')
const peer = join(import.meta.dirname, 'mlflow_peer.py')
const models = [
  {
    example: 'music',
    data: ['data/genres.csv', songs()],
    model: 'genre_classification/model_export',
    rows: 'genre_classification/data_test.csv',
  },
  {
    example: 'rentals',
    data: ['data/sample.csv', rentals()],
    model: 'nyc_airbnb/random_forest_export',
    rows: 'nyc_airbnb/test_data.csv',
  },
]

let [passed, failed] = [0, 0]
for (const each of models) compare(each)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function compare({ example, data: [path, made], model, rows }) {
  const folder = mkdtempSync(join(tmpdir(), 'mlcheck-mlflow-'))
  try {
    for (const file of readdirSync(join(root, 'examples', example)).filter(name => name.endsWith('.yaml')))
      cpSync(join(root, 'examples', example, file), join(folder, file))
    writeCsv(join(folder, path), made)
    mlcheck(folder, 'run', '--quiet')
    mlcheck(folder, 'artifact', 'get', model, '--to', 'model')
    mlcheck(folder, 'artifact', 'get', rows, '--to', 'rows')
    const [name] = readdirSync(join(folder, 'rows'))
    const ours = parse(mlcheck(folder, 'model', 'predict', 'model', `rows/${name}`))
      .slice(1)
      .flat()
    const theirs = JSON.parse(run(python, [peer, join(folder, 'model'), join(folder, 'rows', name)], folder))
    for (const [kind, labels] of Object.entries(theirs.labels)) {
      const differing = ours.filter((label, row) => !isSame(label, labels[row])).length
      const isGood = differing === 0 && labels.length === ours.length && labels.length > 0
      if (isGood) passed++
      else failed++
      console.log(
        `${isGood ? 'ok' : 'FAILED'}: ${example}, ${kind}, MLflow ${theirs.version}: ${labels.length} rows, ${differing} differ`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Numbers of onnxruntime are of 32 bits. */
function isSame(ours, theirs) {
  if (typeof theirs === 'string') return ours === theirs
  return Math.abs(Number(ours) - theirs) <= 1e-5 * Math.max(1, Math.abs(theirs))
}

function mlcheck(folder, ...args) {
  return run(process.execPath, [cli, ...args], folder)
}

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.\n${stderr}${stdout}`)
  return stdout
}
