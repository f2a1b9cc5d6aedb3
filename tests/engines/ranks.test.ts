import { expect, test } from 'vitest'
import { call, lengthOf, literal, value } from '../../src/core/expr.ts'
import { ranks } from '../../src/core/metric.ts'
import { radixSort } from '../../src/engines/duckdb/radix-sort.ts'
import { workbench } from './support.ts'

const { memory } = workbench()

/** A linear congruential generator; the same numbers every time. */
function numbers(length: number, of: (random: number) => number): Float64Array {
  let state = 12_345
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return of(state / 2 ** 32)
  })
}

test('the radix sort orders as the engine does', () => {
  const shapes = [
    (random: number) => random,
    (random: number) => (random - 0.5) * 1e300 * random ** 40,
    (random: number) => Math.round(random * 10) - 5,
    (random: number) => (random < 0.1 ? -0 : random < 0.2 ? Infinity : random < 0.3 ? -5e-324 : random - 0.5),
    () => 7,
  ]
  for (const shape of shapes)
    for (const length of [0, 1, 100, 70_000]) {
      const values = numbers(length, shape).map(value => value + 0)
      expect(radixSort(Float64Array.from(values))).toEqual(Float64Array.from(values).sort())
    }
})

test('the values of two datasets are tallied in order', async () => {
  const sample = await memory({ x: [3, 1, null, 2, 2, Number.NaN, Infinity, -0] }, { x: 'number' })
  const reference = await memory({ x: [2, 0, 5] })
  expect(await sample.compare(ranks(value('x')), reference)).toEqual({
    values: Float64Array.of(0, 1, 2, 3, 5),
    sample: Uint32Array.of(1, 1, 2, 1, 0),
    reference: Uint32Array.of(1, 0, 1, 0, 1),
  })
})

test('large columns are tallied alike, whether their values repeat or not', async () => {
  const many = numbers(200_000, random => random)
  // Rounds half of the zeros to minus zero.
  const few = many.map((value, row) => Math.round(value * 50) || (row % 2 === 0 ? 0 : -0))
  const sample = await memory({ many: [...many], few: [...few] })
  const tally = await sample.compare(ranks(value('many')), sample)
  expect(tally.values).toEqual(Float64Array.from(new Set(many)).sort())
  const repeated = await sample.compare(ranks(value('few')), sample)
  expect(repeated.values).toEqual(Float64Array.from({ length: 51 }, (_, index) => index))
  expect(Array.from(repeated.sample).reduce((sum, count) => sum + count, 0)).toBe(200_000)
  expect(repeated.reference).toEqual(repeated.sample)
})

test('integers that doubles cannot tell apart stay apart', async () => {
  const sample = await memory({ x: [2n ** 53n + 1n, 2n ** 53n, 1n] })
  const reference = await memory({ x: [2n ** 53n + 1n, 2n ** 53n + 1n] })
  const tally = await sample.compare(ranks(value('x')), reference)
  expect([...tally.sample]).toEqual([1, 1, 1])
  expect([...tally.reference]).toEqual([0, 0, 2])
})

test('expressions are tallied as columns of their results are', async () => {
  const many = numbers(210_000, random => random - 0.5)
  const few = many.map(value => Math.round(value * 20))
  const relation = await memory({ 'many"': [...many], few: [...few] })
  const doubled = (of: string) => call('multiply', value(of), literal(2))
  const results = await memory({ many: [...many.map(of => of * 2)], few: [...few.map(of => of * 2)] })
  const sparse = await relation.compare(ranks(doubled('many"')), relation)
  const dense = await relation.compare(ranks(doubled('few')), relation)
  expect(sparse).toEqual(await results.compare(ranks(value('many')), results))
  expect(dense).toEqual(await results.compare(ranks(value('few')), results))
  expect(dense.values).toHaveLength(21)
})

test('an expression is one scan of each dataset', async () => {
  const [sample, reference] = [await memory({ s: ['a', 'bb', null] }), await memory({ s: ['ccc'] })]
  const tally = await sample.compare(ranks(lengthOf(value('s'))), reference)
  expect([...tally.values]).toEqual([1, 2, 3])
  for (const { queries } of [sample, reference]) expect(queries.map(({ scan }) => scan)).toEqual([true])
})

test('results that doubles cannot tell apart stay apart, and those that are not finite are left out', async () => {
  const cells = { i: [2n ** 53n, 2n ** 53n - 1n, null], n: [1e308, 1, -1e308] }
  const relation = await memory(cells, { n: 'number' })
  const next = await relation.compare(ranks(call('add', value('i'), literal(1))), relation)
  expect([...next.sample]).toEqual([1, 1])
  const large = await relation.compare(ranks(call('multiply', value('n'), literal(10))), relation)
  expect([...large.values]).toEqual([10])
})

test('empty columns have an empty tally', async () => {
  const empty = await memory({ x: [null, null] })
  expect(
    (await empty.compare(ranks(value('x')), await memory({ x: [] }, { x: 'number' }))).values,
  ).toHaveLength(0)
})

test('only numbers have ranks', async () => {
  const texts = await memory({ x: ['a'] })
  await expect(texts.compare(ranks(value('x')), texts)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The values of x in data are each text, so they have no ranks.]`,
  )
  await expect(texts.compare(ranks(value('y')), texts)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: There is no column y in data.]`,
  )
})

test('only expressions that give numbers have ranks', async () => {
  const texts = await memory({ x: ['a'] })
  const attempt = texts.compare(ranks(call('isNull', value('x'))), texts)
  await expect(attempt).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: The computed values in data are each true or false, so they have no ranks.]`,
  )
})

test('values beyond a ceiling are not listed', async () => {
  const sample = await memory({ x: [...numbers(30_000, random => random)] })
  const found = await sample.frequencies({ columns: ['x'], limit: 51, ceiling: 50 })
  expect(found.entries).toEqual([])
  expect(found.distinct).toBeGreaterThan(50)
})

test('a column is compared also beside one with a name that queries use themselves', async () => {
  const wide = { n: [1, 9007199254740993n, null], x: [1, 2, 3], k0: [1, 1, 1] }
  const long = {
    n: Array.from({ length: 210_000 }, (_, row) => row % 3),
    x: new Array<number>(210_000).fill(7),
  }
  for (const columns of [wide, long]) {
    const relation = await memory(columns)
    const { reference, sample } = await relation.compare(ranks(value('n')), relation)
    expect([...sample]).toEqual([...reference])
    expect([...sample]).toEqual(columns === wide ? [1, 1] : [70_000, 70_000, 70_000])
  }
})
