import { expect, test } from 'vitest'
import { z } from 'zod'
import { preprocess } from '../../src/stages/preprocess/index.ts'
import { refusalOf, runStage } from '../support/stage.ts'

const songs = `id,title,song_name,price,day
1,Sun,,10,2020-01-01
2,,Moon,500,2020-01-02
1,Sun,,10,2020-01-01
3,"a, ""b""",x,,later
4,007,y,20,2020-01-04
`
const inputs = { data: { 'songs.csv': songs } }

const steps = [
  { dropDuplicates: true },
  { fillNulls: { title: '', song_name: '' } },
  { concatenate: { columns: ['title', 'song_name'], into: 'text_feature' } },
  { between: { price: { min: 10, max: 350 } } },
  { where: 'id < 100' },
  { rename: { day: 'date' } },
  { cast: { date: 'date' } },
  { compute: { double: 'price * 2' } },
  { drop: ['title', 'song_name'] },
] as const

test('steps are done one after another, and each says what it did', async () => {
  const { columns, log, metrics, metadata, files } = await runStage(preprocess, {
    params: { steps: steps.map(step => ({ ...step })) as never },
    inputs,
  })
  expect(files('clean')).toEqual(['data.parquet'])
  expect(await columns('clean')).toEqual({
    id: [1, 4],
    price: [10, 20],
    date: [new Date('2020-01-01'), new Date('2020-01-04')],
    text_feature: ['Sun ', '007 y'],
    double: [20, 40],
  })
  expect(log).toMatchInlineSnapshot(`
    [
      "1. dropDuplicates: 1 row left out.",
      "2. fillNulls: title 1 value and song_name 1 value.",
      "3. concatenate: text_feature 4 values.",
      "4. between: 2 rows left out.",
      "5. where: 0 rows left out.",
      "6. rename: day to date.",
      "7. cast: date 2 values.",
      "8. compute: double 2 values.",
      "9. drop: title and song_name.",
      "5 rows read, 2 rows written.",
    ]
  `)
  expect(metrics).toEqual({ rowsRead: 5, rowsWritten: 2, columns: 5 })
  expect(metadata).toMatchInlineSnapshot(`
    {
      "clean": {
        "columns": [
          "id",
          "price",
          "date",
          "text_feature",
          "double",
        ],
        "rows": 2,
      },
    }
  `)
})

test('without steps, a table is written as it is', async () => {
  const { text, files } = await runStage(preprocess, { params: { format: 'csv', file: 'songs' }, inputs })
  expect(files('clean')).toEqual(['songs.csv'])
  expect(text('clean', 'songs.csv')).toBe(songs)
})

test('values that cannot be cast are an error, or become null and are counted', async () => {
  const cast = { cast: { day: 'date' as const } }
  expect(await refusalOf(runStage(preprocess, { params: { steps: [cast] }, inputs }))).toMatchInlineSnapshot(`
    "Step 1, cast: 1 value of day cannot be cast to date, such as "later". (exit 1)
    Correct the data, or have such values become null with onError: null."
  `)
  const { log } = await runStage(preprocess, { params: { steps: [{ ...cast, onError: null }] }, inputs })
  expect(log[0]).toMatchInlineSnapshot(`"1. cast: day 4 values; day 1 value became null."`)
})

test('a column that is not there is named, with the one that may be meant', async () => {
  const params = { steps: [{ dropNulls: ['titel'] }] }
  expect(await refusalOf(runStage(preprocess, { params, inputs }))).toMatchInlineSnapshot(`
    "Step 1, dropNulls: There is no column titel in data. (exit 2)
    Did you mean title?"
  `)
})

test('a table may lose all its rows', async () => {
  const { columns, log } = await runStage(preprocess, { params: { steps: [{ where: 'id > 9' }] }, inputs })
  expect(Object.values(await columns('clean'))).toEqual([[], [], [], [], []])
  expect(log.at(-1)).toBe('5 rows read, 0 rows written.')
})

test('steps that say nothing, too much or what is not known are refused', () => {
  const said = (...given: readonly object[]) => {
    const { error } = preprocess.params.safeParse({ steps: given })
    return error && z.prettifyError(error)
  }
  expect(said({})).toMatchInlineSnapshot(`
    "✖ expected one step, received none
      → at steps[0]"
  `)
  expect(said({ drop: ['a'], select: ['b'] })).toMatchInlineSnapshot(`
    "✖ expected one step, received select and drop
      → at steps[0]"
  `)
  expect(said({ dropDuplicate: true })).toMatchInlineSnapshot(`
    "✖ Unrecognized key: "dropDuplicate"
      → at steps[0]
    ✖ expected one step, received none
      → at steps[0]"
  `)
  expect(said({ drop: ['a', 'a'] })).toMatchInlineSnapshot(`
    "✖ expected no name twice
      → at steps[0].drop"
  `)
  expect(said({ drop: ['a'], onError: null })).toMatchInlineSnapshot(`
    "✖ expected onError beside cast, not beside drop
      → at steps[0]"
  `)
  expect(said({ between: { price: { min: 3, max: 1 } } })).toMatchInlineSnapshot(`
    "✖ expected min to be at most max
      → at steps[0].between.price"
  `)
  expect(said({ between: { price: {} } }, { rename: {} })).toMatchInlineSnapshot(`
    "✖ expected at least one column
      → at steps[1].rename
    ✖ expected min, max or both
      → at steps[0].between.price"
  `)
  expect(said({ where: 'price >' }, { compute: { a: '1 +' } })).toMatchInlineSnapshot(`
    "✖ expected a column or a value at character 8, received the end
      → at steps[0].where
    ✖ expected a column or a value at character 4, received the end
      → at steps[1].compute.a"
  `)
  expect(said({ cast: { a: 'int' } })).toMatchInlineSnapshot(`
    "✖ Invalid option: expected one of "integer"|"number"|"boolean"|"string"|"date"|"timestamp"
      → at steps[0].cast.a"
  `)
})
