import { expect, test } from 'vitest'
import { segregate } from '../../src/stages/segregate/index.ts'
import { checksum } from '../stats/split/checksum.ts'
import { refusalOf, runStage } from '../support/stage.ts'

// Expected rows: scikit-learn 1.9.1, NumPy 2.4.6, of
// df = pandas.DataFrame({'id': range(40)}); df['genre'] = ['rock' if i*i%7 == 1 else 'Pop' if i%3 == 0 else 'Ärzte' for i in df.id]

const ids = Array.from({ length: 40 }, (_, id) => id)
const genreOf = (id: number) => ((id * id) % 7 === 1 ? 'rock' : id % 3 === 0 ? 'Pop' : 'Ärzte')
const songs = `id,genre\n${ids.map(id => `${id},${genreOf(id)}\n`).join('')}`
const inputs = { data: { 'songs.csv': songs } }

type Params = Parameters<typeof segregate.params.parse>[0]

async function split(params: Params, given: Readonly<Record<string, Record<string, string>>> = inputs) {
  const ran = await runStage(segregate, { params: params as object, inputs: given })
  const idsIn = async (output: string, file?: string) => (await ran.columns(output, file)).id
  return { ...ran, idsIn }
}

test('rows are split by strata, the same rows in the same order as scikit-learn', async () => {
  // train_test_split(df, test_size=0.3, random_state=42, stratify=df.genre)
  const { idsIn, columns, log, metrics, metadata, files } = await split({ testSize: 0.3, stratify: 'genre' })
  expect(await idsIn('test')).toEqual([22, 24, 2, 18, 19, 11, 26, 8, 27, 4, 25, 12])
  expect(await idsIn('train')).toEqual([
    17, 38, 30, 23, 31, 9, 34, 6, 14, 28, 7, 33, 21, 1, 36, 29, 32, 15, 3, 37, 5, 13, 0, 10, 35, 20, 16, 39,
  ])
  const { id, genre } = await columns('train')
  expect(genre).toEqual(id?.map(Number).map(genreOf))
  expect([files('train'), files('validation'), files('folds')]).toEqual([['train.parquet'], [], []])
  expect(log).toMatchInlineSnapshot(`
    [
      "train: 28 rows.",
      "test: 12 rows.",
      "The share of a value of genre differs by 0.025 at most.",
    ]
  `)
  expect(metrics).toMatchInlineSnapshot(`
    {
      "largestShareDifference": 0.025000000000000022,
      "strata": 3,
      "testRows": 12,
      "trainRows": 28,
    }
  `)
  expect(metadata).toEqual({ train: { rows: 28 }, test: { rows: 12 } })
})

test('a validation part and folds are taken from the training rows', async () => {
  // train, validation = train_test_split(train, test_size=0.25, random_state=42, stratify=train.genre)
  // [train.iloc[t] for _, t in StratifiedKFold(3, shuffle=True, random_state=42).split(train, train.genre)]
  const { idsIn, files, log } = await split({
    testSize: 0.3,
    validationSize: 0.25,
    folds: 3,
    stratify: 'genre',
    format: 'csv',
  })
  expect(await idsIn('validation')).toEqual([31, 20, 14, 32, 29, 39, 21])
  expect(await idsIn('train')).toEqual([
    16, 7, 13, 15, 3, 10, 5, 36, 33, 34, 0, 37, 28, 1, 38, 6, 35, 23, 17, 30, 9,
  ])
  expect(files('folds')).toEqual(['fold-0.csv', 'fold-1.csv', 'fold-2.csv'])
  expect(await idsIn('folds', 'fold-0.csv')).toEqual([7, 15, 5, 36, 0, 28, 23])
  expect(await idsIn('folds', 'fold-1.csv')).toEqual([13, 10, 6, 35, 17, 30, 9])
  expect(await idsIn('folds', 'fold-2.csv')).toEqual([16, 3, 33, 34, 37, 1, 38])
  expect(log.slice(3, 6)).toEqual(['fold-0: 7 rows.', 'fold-1: 7 rows.', 'fold-2: 7 rows.'])
})

test('sizes may be numbers of rows, and the seed is one of its own', async () => {
  // train_test_split(df, test_size=5, train_size=12, random_state=7)
  // KFold(3, shuffle=True, random_state=7).split(train)
  const { idsIn, metrics } = await split({ testSize: 5, trainSize: 12, seed: 7, folds: 3 })
  expect(await idsIn('test')).toEqual([17, 37, 34, 18, 32])
  expect(await idsIn('train')).toEqual([1, 22, 2, 9, 36, 29, 21, 13, 27, 5, 15, 20])
  expect(await idsIn('folds', 'fold-1.parquet')).toEqual([1, 22, 27, 20])
  expect(metrics).toEqual({ trainRows: 12, testRows: 5 })
})

test('rows that are not shuffled stay where they are', async () => {
  // train_test_split(df, shuffle=False); KFold(4).split(train)
  const { idsIn } = await split({ shuffle: false, stratify: 'none', folds: 4 })
  expect(await idsIn('test')).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39])
  expect(await idsIn('folds', 'fold-3.parquet')).toEqual([23, 24, 25, 26, 27, 28, 29])
})

test('twenty thousand rows are those of scikit-learn', async () => {
  // train_test_split(df, test_size=0.3, random_state=1, stratify=df.n * df.n % 11), df = {'n': range(20000)}
  const rows = Array.from({ length: 20_000 }, (_, id) => `${id},${(id * id) % 11}\n`)
  const given = { data: { 'n.csv': `id,k\n${rows.join('')}` } }
  const { idsIn } = await split({ testSize: 0.3, seed: 1, stratify: 'k' }, given)
  const sums = await Promise.all(
    ['test', 'train'].map(async part => checksum((await idsIn(part))?.map(Number) ?? [])),
  )
  expect(sums).toEqual([1258605675, 561317727])
})

test('the report tells how strata are spread over the parts', async () => {
  const { text, files } = await split({ testSize: 0.3, stratify: 'genre' })
  expect(files('report')).toEqual(['report.json', 'report.md'])
  expect(text('report', 'report.md')).toMatchInlineSnapshot(`
    "# Rows by part

    | genre | all | train | test |
    | :-- | --: | --: | --: |
    | Ärzte | 19 (47.5 %) | 13 (46.4 %) | 6 (50.0 %) |
    | rock | 11 (27.5 %) | 8 (28.6 %) | 3 (25.0 %) |
    | Pop | 10 (25.0 %) | 7 (25.0 %) | 3 (25.0 %) |
    | rows | 40 | 28 | 12 |
    "
  `)
  expect(JSON.parse(text('report', 'report.json')).strata[0]).toMatchInlineSnapshot(`
    {
      "parts": {
        "test": {
          "rows": 3,
          "share": 0.25,
        },
        "train": {
          "rows": 7,
          "share": 0.25,
        },
      },
      "rows": 10,
      "share": 0.25,
      "value": "Pop",
    }
  `)
})

test('labels cannot break out of the report', async () => {
  const given = { data: { 'x.csv': 'g\n"<b> | `x`\n# y"\n"<b> | `x`\n# y"\n=1\n=1\n' } }
  const { text } = await split({ testSize: 0.5, stratify: 'g' }, given)
  expect(text('report', 'report.md')).toMatchInlineSnapshot(`
    "# Rows by part

    | g | all | train | test |
    | :-- | --: | --: | --: |
    | &lt;b&#62; &#124; &#96;x&#96; &#35; y | 2 (50.0 %) | 1 (50.0 %) | 1 (50.0 %) |
    | =1 | 2 (50.0 %) | 1 (50.0 %) | 1 (50.0 %) |
    | rows | 4 | 2 | 2 |
    "
  `)
})

test('what cannot be split is refused', async () => {
  const said = (params: Params, data = songs) => refusalOf(split(params, { data: { 'songs.csv': data } }))
  expect(await said({ stratify: 'gender' })).toMatchInlineSnapshot(`
    "There is no column gender in data. (exit 2)
    Did you mean genre?"
  `)
  // ValueError: The least populated classes in y have only 1 member, which is too few.
  expect(await said({ stratify: 'g' }, 'g\na\na\nb\nc\n')).toMatchInlineSnapshot(`
    "2 values of g stand in a single row, and each part needs one: "b" and "c". (exit 1)
    Leave such rows out, join rare values to one, or set stratify to none."
  `)
  expect(await said({ stratify: 'g' }, 'g,n\na,1\na,2\n,3\n')).toMatchInlineSnapshot(`
    "1 row has no g, and so no stratum. (exit 1)
    Leave them out or fill them in a step before, or set stratify to none."
  `)
  expect(await said({ stratify: 'genre', testSize: 2 })).toMatchInlineSnapshot(`
    "2 rows for testing cannot hold one of each of 3 classes. (exit 2)
    Choose other sizes or folds, or set stratify to none."
  `)
  expect(await said({ testSize: 40 })).toMatchInlineSnapshot(`
    "The test size 40 is neither a share between 0 and 1 nor a number of rows below 40. (exit 2)
    Choose other sizes or folds, or set stratify to none."
  `)
  expect(await said({ testSize: 0.5, folds: 30 })).toMatchInlineSnapshot(`
    "20 rows cannot be dealt into 30 folds. (exit 2)
    Choose other sizes or folds, or set stratify to none."
  `)
  expect(
    await said({ stratify: 'g', testSize: 2, validationSize: 2 }, 'g\na\na\nb\nb\nb\nb\n'),
  ).toMatchInlineSnapshot(`
    "1 value of g stands in a single row left for training, and each part needs one: "a". (exit 1)
    Leave such rows out, join rare values to one, or set stratify to none."
  `)
  expect(await said({}, 'g\n')).toMatchInlineSnapshot(`
    "No row is for training: 0 in all, 0 for testing. (exit 2)
    Choose other sizes or folds, or set stratify to none."
  `)
})

test('rows that keep their order cannot be stratified', () => {
  const { error } = segregate.params.safeParse({ stratify: 'genre', shuffle: false })
  expect(error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toMatchInlineSnapshot(`
    [
      "shuffle: expected true where rows are stratified",
    ]
  `)
})
