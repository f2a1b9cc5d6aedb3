import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { rentals, songs } from '../../examples/data.js'
import { evaluate } from '../../src/stages/evaluate/index.ts'
import { predict } from '../../src/stages/predict/index.ts'
import { train } from '../../src/stages/train/index.ts'
import { columnsOf, songPipeline, trained } from '../support/model.ts'
import { refusalOf, runStage } from '../support/stage.ts'

/** The files of an output, to be an input. */
const filesOf = (ran: Awaited<ReturnType<typeof trained>>, output: string) =>
  Object.fromEntries(ran.files(output).map(file => [file, ran.text(output, file)]))

test('a classifier is fitted, scored on other rows, and kept with what it takes', async () => {
  const made = await trained()
  expect(made.files('model')).toEqual([
    'MLmodel',
    'conda.yaml',
    'input_example.json',
    'model.mlcheck.json',
    'model.onnx',
    'python_env.yaml',
    'requirements.txt',
    'serving_input_example.json',
  ])
  expect(made.metrics).toMatchObject({ rowsLearnt: 430, rowsScored: 185 })
  expect(made.metrics.auc).toBeGreaterThan(0.75)
  expect(Object.keys(made.metrics).sort()).toEqual([
    'accuracy',
    'auc',
    'auc_ovr',
    'f1_macro',
    'nodes',
    'rowsLearnt',
    'rowsScored',
  ])
  expect(made.text('model', 'MLmodel').replace(/model_uuid: .*/, 'model_uuid: ID')).toMatchInlineSnapshot(`
    "flavors:
      mlcheck:
        data: model.mlcheck.json
        version: 1
      onnx:
        code: null
        data: model.onnx
        onnx_version: 1.16.0
        providers:
        - CPUExecutionProvider
      python_function:
        data: model.onnx
        env:
          conda: conda.yaml
          virtualenv: python_env.yaml
        loader_module: mlflow.onnx
        python_version: 3.11.0
    model_uuid: ID
    saved_input_example_info:
      artifact_path: input_example.json
      pandas_orient: split
      serving_input_path: serving_input_example.json
      type: dataframe
    signature:
      inputs: "[{\\"type\\":\\"double\\",\\"name\\":\\"danceability\\",\\"required\\":true},{\\"type\\":\\"double\\",\\"name\\":\\"loudness\\",\\"required\\":false},{\\"type\\":\\"double\\",\\"name\\":\\"tempo\\",\\"required\\":true},{\\"type\\":\\"double\\",\\"name\\":\\"key\\",\\"required\\":true},{\\"type\\":\\"string\\",\\"name\\":\\"title\\",\\"required\\":false}]"
      outputs: "[{\\"type\\":\\"string\\",\\"name\\":\\"label\\",\\"required\\":true}]"
      params: null
    "
  `)
  expect(made.files('report')).toEqual(['confusion_matrix.svg', 'feature_importance.svg', 'scores.json'])
  const { importances } = JSON.parse(made.text('report', 'scores.json'))
  const sum = Object.values(importances as Readonly<Record<string, number>>).reduce((a, b) => a + b, 0)
  expect(sum).toBeCloseTo(1, 12)
})

test('the same seed gives the same model, another one another', async () => {
  const scores = async (seed: number) => {
    const made = await runStage(train, {
      params: { task: 'classification', target: 'genre', pipeline: songPipeline },
      inputs: { data: { 'songs.csv': columnsOf(songs(300)) } },
      seed,
    })
    return made.text('model', 'model.mlcheck.json')
  }
  const first = await scores(1)
  expect(await scores(1)).toBe(first)
  expect(await scores(2)).not.toBe(first)
})

test('a regressor is scored by errors and r²; text, dates and rare categories are features', async () => {
  const made = await runStage(train, {
    params: {
      task: 'regression',
      target: 'price',
      validationSize: 0.2,
      pipeline: {
        random_forest: { n_estimators: 20, max_depth: 8, criterion: 'mae', n_jobs: -1 },
        tfidf: { max_features: 5, stop_words: 'english' },
        features: {
          ordinal: ['room_type'],
          one_hot: ['neighbourhood_group'],
          zero_imputed: ['minimum_nights', 'reviews_per_month'],
          date: ['last_review'],
          nlp: ['name'],
        },
      },
    },
    inputs: { data: { 'rentals.csv': columnsOf(rentals(400).filter(({ price }) => Number(price) < 400)) } },
  })
  expect(Object.keys(made.metrics).sort()).toEqual(['mae', 'mse', 'nodes', 'r2', 'rowsLearnt', 'rowsScored'])
  expect(made.log).toContain('criterion mae is absolute_error.')
  expect(made.files('model')).toContain('model.onnx')
  expect(made.files('report')).toEqual(['feature_importance.svg', 'scores.json'])
})

test('a pipeline may be written out in tracks', async () => {
  const made = await trained({
    pipeline: {
      tracks: [
        { name: 'sound', columns: ['tempo', 'loudness'], steps: [{ use: 'impute', strategy: 'mean' }] },
      ],
      model: { kind: 'random_forest_classifier', n_estimators: 3 },
    },
  })
  const { importances } = JSON.parse(made.text('report', 'scores.json'))
  expect(Object.keys(importances)).toEqual(['sound__tempo', 'sound__loudness'])
})

test('mistakes are sentences', async () => {
  const tracks = [{ name: 'a', columns: ['tempo'] }]
  expect(
    await refusalOf(trained({ pipeline: { tracks, model: { kind: 'random_forest_regressor' } } })),
  ).toMatchInlineSnapshot(`
    "The task is classification, and the model of the pipeline is a random_forest_regressor. (exit 2)
    undefined"
  `)
  expect(await refusalOf(trained({ pipeline: { tracks, model: { kind: 'svm' } } }))).toMatchInlineSnapshot(`
    "The pipeline is not valid. model.kind: Invalid discriminator value. Expected 'random_forest_classifier' | 'random_forest_regressor' (exit 2)
    undefined"
  `)
  expect(await refusalOf(trained({ target: 'gnre' }))).toMatchInlineSnapshot(`
    "data has no column gnre. (exit 2)
    Did you mean genre?"
  `)
  expect(
    await refusalOf(trained({ pipeline: { features: { numerical: ['tmpo'] } } })),
  ).toMatchInlineSnapshot(`
    "data has no column tmpo. (exit 2)
    Did you mean tempo?"
  `)
  expect(await refusalOf(trained({ pipeline: { features: {} } }))).toMatchInlineSnapshot(`
    "No group of features has a column. (exit 2)
    undefined"
  `)
  expect(
    await refusalOf(trained({ pipeline: { ...songPipeline, random_forest: { max_dpth: 3 } } })),
  ).toMatchInlineSnapshot(`
    "The pipeline is not valid. model: Unrecognized key: "max_dpth" (exit 2)
    undefined"
  `)
  expect(await refusalOf(trained({ stratify: 'title' }))).toMatchInlineSnapshot(`
    "306 rows have no title, and so no stratum. (exit 1)
    Leave them out or fill them in a step before, or set stratify to none."
  `)
})

test('evaluate scores the model that was kept, beside the one in use', async () => {
  const [good, poor] = [
    await trained(),
    await trained({ pipeline: { ...songPipeline, random_forest: { n_estimators: 1, max_depth: 1 } } }),
  ]
  const judged = (candidate: typeof good, current: typeof good) =>
    runStage(evaluate, {
      params: { when: { auc: { min: 0.6, better: 'higher' } } },
      inputs: {
        model: filesOf(candidate, 'model'),
        current: filesOf(current, 'model'),
        data: { 'new.csv': columnsOf(songs(300, 9)) },
      },
    })
  const better = await judged(good, poor)
  expect(better.checks.map(({ passed }) => passed)).toEqual([true])
  expect(better.metrics.auc).toBeGreaterThan(0.7)
  const worse = await judged(poor, good)
  expect(worse.checks).toEqual([
    {
      name: 'auc',
      passed: false,
      found: expect.stringMatching(/^auc is 0\.5\d*, below .* below the 0\.\d+ of current:v0$/),
    },
  ])
})

test('predict gives a row for each row, and says which lack what the model needs', async () => {
  const model = filesOf(await trained(), 'model')
  const rows = songs(50, 9).map((song, row) => (row === 3 || row === 17 ? { ...song, tempo: '' } : song))
  const made = await runStage(predict, {
    params: { keep: ['genre'], shares: true },
    inputs: { model, data: { 'new.csv': columnsOf(rows) } },
  })
  const written: readonly (readonly string[])[] = parse(made.text('predictions', 'predictions.csv'))
  expect(written).toHaveLength(rows.length + 1)
  expect(written[0]?.slice(0, 3)).toEqual(['genre', 'prediction', 'share Dark Trap'])
  expect(written.slice(1).map(([genre]) => genre)).toEqual(rows.map(({ genre }) => genre))
  expect([4, 18].map(row => written[row]?.slice(1))).toEqual([new Array(16).fill(''), new Array(16).fill('')])
  const shares = (written[1] ?? []).slice(2).map(Number)
  expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
  expect(written[1]?.[1]).toBe(written[0]?.[2 + shares.indexOf(Math.max(...shares))]?.replace('share ', ''))
  expect(made.log).toEqual([
    '2 rows without a prediction, for lack of a value that is required: lines 5 and 19.',
    '51 rows predicted.',
  ])
  expect(made.metrics).toEqual({ rows: 51, badRows: 2 })
})

test('what is no model is refused', async () => {
  const refused = (files: Readonly<Record<string, string>>) =>
    refusalOf(runStage(predict, { inputs: { model: files, data: { 'a.csv': 'x\n1\n' } } })).then(text =>
      // The engine's own text changes.
      text.replace(/read: Unexpected.*JSON/, 'read: …'),
    )
  expect(await refused({ 'model.pkl': '' })).toMatchInlineSnapshot(`
    "model:v0 is no model: it has no model.mlcheck.json. (exit 2)
    Models are made by the stage train."
  `)
  expect(await refused({ 'model.mlcheck.json': '{"schema":"other/2"}' })).toMatchInlineSnapshot(`
    "model:v0 is no model that can be read: its schema is "other/2". (exit 3)
    undefined"
  `)
  expect(await refused({ 'model.mlcheck.json': 'x' })).toMatchInlineSnapshot(`
    "model:v0 is no model that can be read: …. (exit 3)
    undefined"
  `)
})
