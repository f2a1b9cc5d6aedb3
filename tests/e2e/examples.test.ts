import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { rentals, songs, writeCsv } from '../../examples/data.js'
import { inOnnxRuntime } from '../support/onnx.ts'
import { oracleFile } from '../support/oracle.ts'
import { ran, states } from '../support/pipeline.ts'
import { type Workspace, workspace } from '../support/workspace.ts'

const examples = join(import.meta.dirname, '..', '..', 'examples')

/** A copy of an example in a folder of its own, with made-up data. */
function example(name: 'music' | 'rentals'): Workspace {
  const given = workspace()
  for (const file of readdirSync(join(examples, name)).filter(each => each.endsWith('.yaml')))
    cpSync(join(examples, name, file), join(given.folder, file))
  const [path, rows] = name === 'music' ? ['data/genres.csv', songs()] : ['data/sample.csv', rentals()]
  writeCsv(join(given.folder, path), rows)
  return given
}

const all = (state: string, ...names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, state]))

test('songs: from the download to the split, and only what a parameter changes runs again', async () => {
  const given = example('music')
  const steps = ['download', 'preprocess', 'check_data', 'segregate', 'train_random_forest', 'evaluate']
  const first = await ran(given)
  expect(states(first)).toEqual(all('done', ...steps, 'promote'))
  expect(first.steps.find(({ name }) => name === 'preprocess')?.summary).toEqual({
    rowsRead: 3075,
    rowsWritten: 3000,
    columns: 18,
  })
  // The model is in use now, so that it is compared with itself; to promote it again moves nothing.
  expect(states(await ran(given))).toEqual({
    ...all('cached', ...steps),
    evaluate: 'done',
    promote: 'done',
  })
  expect(
    states(
      await ran(
        given,
        'random_forest_pipeline.random_forest.max_depth=5',
        'main.execute_steps="download,preprocess,check_data,segregate,train_random_forest"',
      ),
    ),
  ).toEqual({
    ...all('cached', ...steps.slice(0, 4)),
    train_random_forest: 'done',
  })
  expect(states(await ran(given, 'data.ks_alpha=0.01'))).toMatchObject({
    ...all('cached', ...steps.slice(0, 5)),
    check_data: 'done',
  })
})

test('songs that drifted stop the line at the check, and the report says why', async () => {
  const given = example('music')
  await ran(given)
  await given.run('artifact', 'alias', 'genre_classification/preprocessed_data.parquet', 'reference')
  const faster = songs(3000, 3).map(song => ({ ...song, tempo: Math.min(220, Number(song.tempo) * 1.2) }))
  writeCsv(join(given.folder, 'new.csv'), faster)
  const { code, stdout } = await given.run(
    'run',
    'data.file=new.csv',
    'data.reference_dataset=preprocessed_data.parquet:reference',
  )
  expect(code).toBe(1)
  const lines = stdout.split('\n')
  expect(lines.find(line => line.startsWith('check_data'))).toMatch(
    /^check_data +failed .* tempo\.ks: D 0\.\d+.*/,
  )
  expect(lines.find(line => line.startsWith('segregate'))).toMatch(/stopped +check_data did not end well/)
  const [, page = ''] = /report: (\S+)/.exec(stdout) ?? []
  const report = readFileSync(join(given.folder, page), 'utf8')
  expect(report).toContain('tempo')
  const { outcomes } = JSON.parse(readFileSync(join(given.folder, dirname(page), 'result.json'), 'utf8'))
  const failed = outcomes.filter(({ status }: { readonly status: string }) => status === 'failed')
  expect(failed).toEqual([expect.objectContaining({ id: 'tempo.ks', columns: ['tempo'] })])
  const split = JSON.parse(
    (await given.run('artifact', 'show', 'genre_classification/data_train.csv', '--json')).stdout,
  )
  expect(split.version).toBe('v0')
})

test('rentals: cleaned, checked and split; a price range that is checked against another one fails', async () => {
  const given = example('rentals')
  const first = await ran(given)
  expect(states(first)).toEqual(
    all(
      'done',
      ...['download', 'basic_cleaning', 'data_check', 'data_split'],
      ...['train_random_forest', 'test_regression_model', 'promote'],
    ),
  )
  const summaries = Object.fromEntries(first.steps.map(({ name, summary }) => [name, summary]))
  expect(summaries.data_check).toEqual({ checks: 8, failed: 0, warnings: 0 })
  expect(summaries.data_split).toMatchObject({ strata: 5 })
  const [ours, theirs] = await predictedTwice(given, 'random_forest_export', 'test_data.csv')
  expect(ours.length).toBeGreaterThan(500)
  expect(theirs).toHaveLength(ours.length)
  const differences = ours.map((price, row) => Math.abs(price / (theirs[row] ?? 0) - 1))
  expect(Math.max(...differences)).toBeLessThan(1e-6)
  expect(states(await ran(given, 'main.steps="download,basic_cleaning"', 'etl.min_price=20'))).toEqual({
    download: 'cached',
    basic_cleaning: 'done',
  })
  const suite = join(given.folder, 'data_check.yaml')
  writeFileSync(suite, readFileSync(suite, 'utf8').replace('max: $max_price', 'max: 100'))
  const { code, stdout } = await given.run('run')
  expect([code, stdout]).toEqual([1, expect.stringMatching(/data_check +failed.* price\.range: \d/)])
  expect(stdout).toMatch(/data_split +stopped/)
})

/** What a model predicts of a dataset, dates among its columns: here, and `model.onnx` in onnxruntime, in float32. */
async function predictedTwice(given: Workspace, model: string, data: string) {
  for (const [name, folder] of Object.entries({ [model]: 'model', [data]: 'rows' }))
    await given.run('artifact', 'get', `nyc_airbnb/${name}`, '--to', folder)
  const [file = ''] = readdirSync(join(given.folder, 'rows'))
  const predicted = await given.run('model', 'predict', 'model', `rows/${file}`)
  const rows: readonly Readonly<Record<string, string>>[] = parse(
    readFileSync(join(given.folder, 'rows', file)),
    { columns: true },
  )
  const { signature } = JSON.parse(readFileSync(join(given.folder, 'model', 'model.mlcheck.json'), 'utf8'))
  const columns = signature.inputs.map(({ name, type }: { readonly name: string; readonly type: string }) => [
    name,
    type === 'string'
      ? rows.map(row => row[name] ?? '')
      : Float64Array.from(rows, row => Number(row[name] || Number.NaN)),
  ])
  const run = await inOnnxRuntime(readFileSync(join(given.folder, 'model', 'model.onnx')))
  const { prediction = [] } = await run(Object.fromEntries(columns))
  return [predicted.stdout.trim().split('\n').slice(1).map(Number), prediction.map(Number)] as const
}

test('a sweep of six jobs runs in parallel, and its table shows the runs', async () => {
  const given = example('rentals')
  const { code, stdout } = await given.run(
    ...['run', '-m', 'hydra/launcher=joblib', 'hydra.launcher.n_jobs=2'],
    ...['modeling.test_size=0.1,0.2,0.3', 'main.random_seed=1,2'],
    'main.steps="download,basic_cleaning,data_check,data_split"',
  )
  expect(code).toBe(0)
  const table = stdout.slice(stdout.indexOf('\njob')).trim().split('\n')
  expect(table).toHaveLength(7)
  expect(table[0]).toMatch(/^job +run +state +test_size +random_seed +data_split/)
  expect(table.slice(1).map(line => line.split(/\s{2,}/).slice(2, 5))).toEqual([
    ['finished', '0.1', '1'],
    ['finished', '0.1', '2'],
    ['finished', '0.2', '1'],
    ['finished', '0.2', '2'],
    ['finished', '0.3', '1'],
    ['finished', '0.3', '2'],
  ])
  const { stdout: runs } = await given.run('runs', 'ls', '--project', 'nyc_airbnb')
  expect(runs.trim().split('\n')).toHaveLength(7)
})

const tracks = oracleFile('data', 'genres_mod.parquet')
const listings = oracleFile('data', 'nyc_rentals_sample1.csv')

/** SHA-256 of the values of a column of CSV, joined by commas, and how many there are. */
async function digestOf(
  given: Workspace,
  artifact: string,
  column: number,
): Promise<readonly [number, string]> {
  await given.run('artifact', 'get', artifact, '--to', 'got', '--force')
  const [file = ''] = readdirSync(join(given.folder, 'got'))
  const rows: readonly (readonly string[])[] = parse(readFileSync(join(given.folder, 'got', file)))
  const values = rows.slice(1).map(row => row[column])
  return [values.length, createHash('sha256').update(values.join(',')).digest('hex')]
}

describe.skipIf(!tracks || !listings)("the courses' own data (needs MLCHECK_ORACLE)", () => {
  // d = pd.read_parquet(tracks).drop_duplicates()
  // train_test_split(d, test_size=0.3, stratify=d.genre, random_state=42): sha256 of ','.join(map(str, part.duration_ms))
  test('the split of the songs is that of scikit-learn, row by row', async () => {
    const given = example('music')
    expect(states(await ran(given, `data.file=${JSON.stringify(tracks)}`)).segregate).toBe('done')
    const digest = (part: string) => {
      const fresh = workspace()
      cpSync(join(given.folder, '.mlcheck'), join(fresh.folder, '.mlcheck'), { recursive: true })
      return digestOf(fresh, `genre_classification/${part}`, 12)
    }
    expect(await digest('data_train.csv')).toEqual([
      29_382,
      '6a593da4d95818de9f29bc1305489ccb9fd62edc18101839a26bf2242127edf9',
    ])
    expect(await digest('data_test.csv')).toEqual([
      12_593,
      '269fc537fa1a91fae7c6f8e14f30bdf809f29f23e94a43bdee2887da5f719c19',
    ])
  })

  // d = d[d.price.between(10, 350)], and the same of longitude and latitude
  // tv, test = train_test_split(d, test_size=0.2, random_state=42, stratify=d.neighbourhood_group)
  // train, validation = train_test_split(tv, test_size=0.2, random_state=42, stratify=tv.neighbourhood_group)
  test('the split of the rentals is that of scikit-learn, row by row', async () => {
    const given = example('rentals')
    const done = await ran(given, `etl.sample=${JSON.stringify(listings)}`, 'data_check.min_rows=15000')
    expect(states(done).data_split).toBe('done')
    const digest = (part: string) => {
      const fresh = workspace()
      cpSync(join(given.folder, '.mlcheck'), join(fresh.folder, '.mlcheck'), { recursive: true })
      return digestOf(fresh, `nyc_airbnb/${part}`, 0)
    }
    expect(await Promise.all(['train_data.csv', 'validation_data.csv', 'test_data.csv'].map(digest))).toEqual(
      [
        [12_160, '7a9b59cb44b7e4b97ff4a53fbab5cadce7252d5ca64088151432811f565d5231'],
        [3040, 'e9e888e36f11e3015da4f74772040bd7fe43647796dca944e4911553fd3b66d1'],
        [3801, 'd1dfee9547c9b0780ad3e40261f3d9e6007f47b12a00ae9df60f672b73d52068'],
      ],
    )
  })
})

test('the best run of a sweep is marked, plotted, and what latest means', async () => {
  const given = example('rentals')
  const steps = 'download,basic_cleaning,data_check,data_split,train_random_forest'
  const { code, stdout, stderr } = await given.run(
    ...['run', '-m', `main.steps="${steps}"`, 'modeling.random_forest.n_estimators=5,40'],
    ...['modeling.random_forest.max_depth=2,8', '--best', 'train_random_forest.mae', '--lowest', '--quiet'],
  )
  expect([code, stderr]).toEqual([0, ''])
  const table = stdout.slice(stdout.indexOf('\njob')).trim().split('\n')
  expect(table[0]).toMatch(/^job +run +state +n_estimators +max_depth +train_random_forest\.mae/)
  const rows = table.slice(1, 5).map(line => line.split(/\s{2,}/))
  const errors = rows.map(cells => Number(cells[5]))
  const best = rows.findIndex(cells => /\*$/.test(cells[0] ?? ''))
  expect(errors[best]).toBe(Math.min(...errors))
  const model = JSON.parse(
    (await given.run('artifact', 'show', 'nyc_airbnb/random_forest_export', '--json')).stdout,
  )
  expect(model.metadata.mae).toBeCloseTo(errors[best] ?? Number.NaN, 3)
  const [, plot = ''] = /latest is what it made\. (\S+)/.exec(stdout) ?? []
  expect(readFileSync(join(given.folder, plot), 'utf8').match(/<circle/g)).toHaveLength(8)
})
