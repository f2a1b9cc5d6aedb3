import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDate } from '../../src/core/dates.ts'
import { fitPipeline, pipelineSpec, predictShares, type Table, tableOf, toOnnx } from '../../src/ml/index.ts'
import { writeMoments } from '../../src/ml/onnx/dates.ts'
import { graphBuilder } from '../../src/ml/onnx/graph.ts'
import { inOnnxRuntime } from '../support/onnx.ts'

const graph = graphBuilder()
graph.output(writeMoments(graph, graph.input('text', 'string'), 'text'), 'moments', 'double')
const momentsOf = await inOnnxRuntime(graph.model())

const digits = (count: number) => fc.integer({ min: 0, max: 10 ** count - 1 }).map(n => padded(n, count))
const between = (min: number, max: number) => fc.integer({ min, max }).map(n => padded(n, 2))
const optional = (arbitrary: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), arbitrary)
const offset = fc.oneof(
  fc.constant('Z'),
  fc
    .tuple(fc.constantFrom('+', '-'), between(0, 24), fc.constantFrom('', ':'), between(0, 60))
    .map(parts => parts.join('')),
)
const fraction = fc.integer({ min: 1, max: 10 }).chain(count => digits(count).map(text => `.${text}`))
const second = fc.tuple(between(0, 60), optional(fraction)).map(parts => `:${parts.join('')}`)
const time = fc
  .tuple(
    fc.constantFrom(' ', 'T'),
    between(0, 24),
    fc.constant(':'),
    between(0, 60),
    optional(second),
    optional(offset),
  )
  .map(parts => parts.join(''))
const year = fc.oneof(digits(4), fc.constantFrom('0000', '1900', '2000', '2020'))
/** Texts that look like dates; some are none, such as the 30th of February and 24:01. */
const dateLike = fc
  .tuple(year, fc.constant('-'), between(0, 13), fc.constant('-'), between(0, 32), optional(time))
  .map(parts => parts.join(''))

test('texts are taken for the same moments as here, and refused where they are refused here', async () => {
  const texts = fc.sample(dateLike, { seed: 5, numRuns: 20_000 })
  const dates = texts.filter(text => parseDate(text) !== undefined)
  const others = texts.filter(text => parseDate(text) === undefined)
  expect([dates.length > 5000, others.length > 2000]).toEqual([true, true])
  const { moments } = await momentsOf({ text: dates })
  expect(moments).toEqual(dates.map(text => parseDate(text)?.getTime()))
  for (const text of others.slice(0, 300)) await expect(momentsOf({ text: [text] })).rejects.toThrow('stoll')
})

test.for([
  ['0000-01-01', -62_167_219_200_000],
  ['0000-02-29', -62_162_121_600_000],
  ['1900-03-01', -2_203_891_200_000],
  ['1969-12-31 23:59:59.999', -1],
  ['2000-02-29T24:00:00.000', 951_868_800_000],
  ['2019-06-30T10:30:05.123456789-05:30', 1_561_910_405_123],
  ['2019-06-30 10:30+0530', 1_561_870_800_000],
  ['9999-12-31T23:59:59.9Z', 253_402_300_799_900],
] as const)('%s is %d milliseconds from 1970', async ([text, expected]) => {
  expect(parseDate(text)?.getTime()).toBe(expected)
  expect(await momentsOf({ text: [text] })).toEqual({ moments: [expected] })
})

test.each(['2019-02-29', '2019-2-3', '2019-01-01\n', '', 'soon', '2019-01-01T24:00:00.001', '1900-02-29'])(
  '%j is no date',
  async text => {
    expect(parseDate(text)).toBe(undefined)
    await expect(momentsOf({ text: [text] })).rejects.toThrow('stoll')
  },
)

test('no rows have no moments', async () => {
  expect(await momentsOf({ text: [] })).toEqual({ moments: [] })
})

const table: Table = tableOf([
  ['seen', ['2019-06-30', null, '2019-07-01 12:00', '2017-01-01T00:00+02:00', '2018-02-03', '2020-02-29']],
  ['paid', Float64Array.of(1.5e12, Number.NaN, 1.4e12, 1.45e12, 0, 1.55e12)],
  ['price', Float64Array.of(10, 20, 30, 40, 50, 60)],
])

test.each([
  [
    'a date in place of missing ones',
    [{ use: 'impute', strategy: 'constant', fill_value: '2010-01-01' }],
    [],
  ],
  ['missing dates left missing', [], []],
  ['missing days filled in', [], [{ use: 'impute', strategy: 'median' }, { use: 'scale' }]],
])('a pipeline with dates predicts the same in onnxruntime: %s', async (_, before, after) => {
  const days = { use: 'days_before_latest' }
  const spec = pipelineSpec.parse({
    tracks: [
      { name: 'text', columns: ['seen'], steps: [...before, days, ...after] },
      { name: 'number', columns: ['paid'], steps: [days] },
    ],
    model: { kind: 'random_forest_regressor', n_estimators: 7, bootstrap: false, max_features: 1 },
  })
  const pipeline = await fitPipeline(spec, table, 'price', { seed: 1 })
  const seen = ['2019-06-30', '', '2019-07-01 12:00', '2017-01-01T00:00+02:00', '2018-02-03', '2020-02-29']
  const paid = table.columns.get('paid') as Float64Array
  const { prediction } = await (await inOnnxRuntime(toOnnx(pipeline)))({ seen, paid })
  expect(prediction).toEqual(Array.from(predictShares(pipeline, table), Math.fround))
})

test('a model that meets a text that is no date fails', async () => {
  const spec = pipelineSpec.parse({
    tracks: [{ name: 'date', columns: ['seen'], steps: [{ use: 'days_before_latest' }] }],
    model: { kind: 'random_forest_regressor', n_estimators: 1 },
  })
  const pipeline = await fitPipeline(spec, table, 'price', { seed: 1 })
  // In Python, onnxruntime tells the operator's name too: 'seen has a text that is no ISO date'.
  await expect(
    (await inOnnxRuntime(toOnnx(pipeline)))({ seen: ['soon'] }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[Error: failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: stoll: no conversion]`,
  )
})

function padded(number: number, length: number): string {
  return String(number).padStart(length, '0')
}
