import { expect, test } from 'vitest'
import type { Relation } from '../../src/core/engine.ts'
import { messageOf } from '../../src/core/errors.ts'
import {
  atLeast,
  call,
  type Expr,
  equal,
  isIn,
  isNonFinite,
  isNull,
  isWrittenAs,
  lengthOf,
  lessThan,
  literal,
  matches,
  moreThan,
  not,
  value,
} from '../../src/core/expr.ts'
import type { Aggregate, AggregateName } from '../../src/core/metric.ts'
import { aggregate, workbench } from './support.ts'

const { memory, file } = workbench()

const one = async (relation: Relation, name: AggregateName, of?: Expr, more: Partial<Aggregate> = {}) =>
  (await aggregate(relation, [{ name, of, ...more }]))[0]
const count = (relation: Relation, of: Expr) => one(relation, 'countIf', of)

test('an empty table counts zero and has no extremes', async () => {
  const relation = await memory({ a: [], b: [] }, { a: 'number' })
  const names = [
    'rowCount',
    'count',
    'countIf',
    'distinctCount',
    'sum',
    'min',
    'max',
    'mean',
    'variance',
  ] as const
  const answers = await aggregate(relation, [
    ...names.map(name => ({ name, of: name === 'countIf' ? isNull(value('a')) : value('a') })),
    { name: 'quantiles', of: value('a'), probabilities: [0, 0.5] },
  ])
  expect(answers).toEqual([0, 0, 0, 0, 0, null, null, null, null, [null, null]])
})

test('NaN and infinity are counted and left out of moments, and do not break them', async () => {
  const relation = await memory({ a: [1, 2, 4, Number.NaN, Infinity, -Infinity, null] })
  const a = value('a')
  expect(await count(relation, isNonFinite(a))).toBe(3)
  expect(await count(relation, not(isNonFinite(a)))).toBe(4)
  expect(await one(relation, 'count', a)).toBe(6)
  expect(await one(relation, 'min', a)).toBe(1)
  expect(await one(relation, 'max', a)).toBe(4)
  expect(await one(relation, 'sum', a)).toBe(7)
  expect(await one(relation, 'mean', a)).toBeCloseTo(7 / 3, 15)
  // numpy.var([1, 2, 4], ddof=1)
  expect(await one(relation, 'variance', a)).toBeCloseTo(2.3333333333333335, 15)
  expect(await one(relation, 'quantiles', a, { probabilities: [0, 0.5, 0.75, 1] })).toEqual([1, 2, 3, 4])
})

test('the variance keeps its digits where values are large and close together', async () => {
  const values = [1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3]
  const relation = await memory({ a: values })
  // float(statistics.variance([fractions.Fraction(1e9 + .1), Fraction(1e9 + .2), Fraction(1e9 + .3)]))
  const exact = 0.0099999928474427
  expect(Math.abs(Number(await one(relation, 'variance', value('a'))) / exact - 1)).toBeLessThan(1e-9)
})

test('the skewness keeps its digits where values are large and close together', async () => {
  const relation = await memory({
    a: [1e9 + 1, 1e9 + 2, 1e9 + 4, 1e9 + 9],
    b: [1n, 2n, 4n, 9n].map(of => 2n ** 60n + of),
  })
  // scipy.stats.skew([1, 2, 4, 9], bias=False)
  for (const name of ['a', 'b'])
    expect(await one(relation, 'skewness', value(name))).toBeCloseTo(1.3309377322476705, 12)
})

test('sums and means of integers are exact', async () => {
  const relation = await memory({
    a: [9007199254740993n, 9007199254740993n, 1n],
    b: [9223372036854775807n, 9223372036854775807n, 0n],
  })
  expect(await one(relation, 'sum', value('a'))).toBe(18014398509481987n)
  expect(await one(relation, 'sum', value('b'))).toBe(18446744073709551614n)
  expect(await one(relation, 'max', value('a'))).toBe(9007199254740993n)
  expect(await one(relation, 'mean', value('b'))).toBe(6148914691236517000)
  expect(await one(relation, 'variance', value('a'))).toBeCloseTo(2.70432128e31, -22)
})

test('integers compare exactly with numbers of any size', async () => {
  const relation = await memory({ a: [9007199254740993n, 9007199254740992n, -1n, null] })
  const a = value('a')
  expect(await count(relation, equal(a, 9007199254740993n))).toBe(1)
  expect(await count(relation, equal(a, 2 ** 53))).toBe(1)
  expect(await count(relation, isIn(a, [9007199254740993n, 5]))).toBe(1)
  expect(await count(relation, lessThan(a, 1e308))).toBe(3)
  expect(await count(relation, moreThan(a, -1e308))).toBe(3)
  expect(await count(relation, lessThan(a, Infinity))).toBe(3)
  expect(await count(relation, atLeast(a, 0.5))).toBe(2)
  expect(await count(relation, moreThan(a, 2n ** 100n))).toBe(0)
  expect(await count(relation, equal(a, 0.5))).toBe(0)
})

test('numbers compare exactly with integers that are no doubles', async () => {
  const relation = await memory({ a: [2 ** 53, 2 ** 53 + 2, 0.5] }, { a: 'number' })
  const a = value('a')
  const between = 2n ** 53n + 1n
  expect(await count(relation, equal(a, between))).toBe(0)
  expect(await count(relation, lessThan(a, between))).toBe(2)
  expect(await count(relation, moreThan(a, between))).toBe(1)
  expect(await count(relation, isIn(a, [between, 0.5]))).toBe(1)
  expect(await count(relation, lessThan(literal(between), 0.5))).toBe(0)
})

test('comparisons with null are null, and null is not counted either way', async () => {
  const relation = await memory({ a: [1, null, 3] })
  expect(await count(relation, lessThan(value('a'), 2))).toBe(1)
  expect(await count(relation, not(lessThan(value('a'), 2)))).toBe(1)
  expect(await count(relation, equal(value('a'), null))).toBe(0)
  expect(await count(relation, not(isIn(value('a'), [1, null])))).toBe(1)
  expect(await count(relation, isIn(value('a'), []))).toBe(0)
  expect(await count(relation, not(isIn(value('a'), [])))).toBe(2)
})

test('sets of any size, any type and any characters work', async () => {
  const texts = ["it's", 'a"b', 'nul\0byte', '', '🎵', '\\', '%', "'); DROP TABLE d1; --"]
  const relation = await memory({
    a: [...texts, 'other', null],
    n: [1.5, 2, 3, 4, 5, 6, 7, 8, Number.NaN, null],
  })
  const many = Array.from({ length: 20_000 }, (_, index) => `v${index}`)
  expect(await count(relation, isIn(value('a'), texts))).toBe(8)
  expect(await count(relation, isIn(value('a'), [...texts, ...many]))).toBe(8)
  expect(await count(relation, not(isIn(value('a'), [...many, null])))).toBe(9)
  expect(await count(relation, isIn(value('n'), [1.5, 2n, 'x', Number.NaN]))).toBe(3)
  expect(await count(relation, equal(value('a'), 'nul\0byte'))).toBe(1)
})

test('values of different kinds are never equal, and have no order', async () => {
  const relation = await memory({ s: ['1', '2'], n: [1, 2] })
  expect(await count(relation, equal(value('s'), 1))).toBe(0)
  expect(await count(relation, isIn(value('n'), ['1', '2']))).toBe(0)
  expect(await count(relation, not(equal(value('n'), 'x')))).toBe(2)
  await expect(count(relation, lessThan(value('s'), 1))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[UserError: A column that holds text and 1 (a whole number) have no order.]`,
  )
})

test('dates compare with dates, timestamps and texts written as such', async () => {
  const relation = await memory({ d: [new Date('2020-01-01'), new Date('2020-06-01'), null] })
  const d = value('d')
  expect(relation.schema.columns[0]?.type).toBe('date')
  expect(await count(relation, lessThan(d, new Date('2020-01-01T00:00:01Z')))).toBe(1)
  expect(await count(relation, moreThan(d, '2020-01-01'))).toBe(1)
  expect(await count(relation, isIn(d, ['2020-06-01', 'never']))).toBe(1)
  expect(await one(relation, 'max', d)).toEqual(new Date('2020-06-01'))
})

test('patterns are searched for in the text of a value', async () => {
  const relation = await memory({ s: ['abc', 'xbx', 'ABC', null], n: [12, 123, 1, null] })
  expect(await count(relation, matches(value('s'), 'b'))).toBe(2)
  expect(await count(relation, matches(value('s'), '^a.c$'))).toBe(1)
  expect(await count(relation, matches(value('s'), '(?i)abc'))).toBe(2)
  expect(await count(relation, matches(value('n'), '^[0-9]{2,}$'))).toBe(2)
  expect(await count(relation, not(matches(value('s'), 'b')))).toBe(1)
})

test('length counts code points', async () => {
  const relation = await memory({ s: ['', 'né', '🎵', 'e\u0301', null] })
  const lengths = await relation.frequencies({ columns: ['s'], limit: 10 })
  expect(lengths.distinct).toBe(4)
  expect(await one(relation, 'sum', lengthOf(value('s')))).toBe(0 + 2 + 1 + 2)
})

test('arithmetic does not overflow, and division by zero is null', async () => {
  const relation = await memory({ a: [9223372036854775807n, 1n], b: [2, 0] })
  const sum = call('add', value('a'), value('a'))
  expect(await one(relation, 'max', sum)).toBe(18446744073709551614n)
  expect(await one(relation, 'max', call('abs', call('subtract', literal(0), value('a'))))).toBe(
    9223372036854775807n,
  )
  expect(await one(relation, 'count', call('divide', value('a'), value('b')))).toBe(1)
  expect(await one(relation, 'max', call('multiply', value('b'), literal(0.5)))).toBe(1)
})

test('cells of text that are written as another type are told apart', async () => {
  const relation = await file(
    'a\n1\n007\n1.5\ntrue\n2020-01-01\n2020-01-01T00:00:00Z\n1_0\n 1\nNaN\n99999999999999999999\n""\n',
  )
  const written = (type: Parameters<typeof isWrittenAs>[1]) => count(relation, isWrittenAs(value('a'), type))
  expect(await written('integer')).toBe(2)
  expect(await written('number')).toBe(4)
  expect(await written('boolean')).toBe(1)
  expect(await written('date')).toBe(1)
  expect(await written('timestamp')).toBe(2)
  expect(await written('string')).toBe(10)
})

test('values of a typed column are written as what they are', async () => {
  const relation = await memory({ i: [1, null], n: [1.5, 2], d: [new Date('2020-01-01'), null] })
  expect(await count(relation, isWrittenAs(value('i'), 'integer'))).toBe(1)
  expect(await count(relation, isWrittenAs(value('i'), 'number'))).toBe(1)
  expect(await count(relation, not(isWrittenAs(value('n'), 'integer')))).toBe(2)
  expect(await count(relation, isWrittenAs(value('d'), 'timestamp'))).toBe(1)
})

test('a column without a type answers every question', async () => {
  const relation = await memory({ a: [null, null] })
  const a = value('a')
  const questions: readonly Aggregate[] = [
    { name: 'count', of: a },
    { name: 'sum', of: a },
    { name: 'mean', of: a },
    { name: 'countIf', of: lessThan(a, 1) },
    { name: 'countIf', of: isIn(a, ['x']) },
    { name: 'countIf', of: isNull(a) },
    { name: 'quantiles', of: a, probabilities: [0.5] },
    { name: 'max', of: a },
  ]
  expect(await aggregate(relation, questions)).toEqual([0, 0, null, 0, 0, 2, [null], null])
})

test('two hundred aggregates over twenty columns are one scan', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `c${index}`)
  const relation = await memory(Object.fromEntries(names.map((name, index) => [name, [index, 0.5, null]])))
  const kinds: readonly AggregateName[] = ['count', 'min', 'max', 'sum', 'mean', 'variance', 'distinctCount']
  const aggregates = names.flatMap(name => [
    ...kinds.map(kind => ({ name: kind, of: value(name) })),
    { name: 'countIf' as const, of: lessThan(value(name), 3) },
    { name: 'quantiles' as const, of: value(name), probabilities: [0.25, 0.75] },
    { name: 'quantiles' as const, of: value(name), probabilities: [0.5] },
  ])
  const answers = await aggregate(relation, aggregates)
  expect(answers).toHaveLength(200)
  expect(answers.slice(-2)).toEqual([[5.125, 14.375], [9.75]])
  expect(relation.queries.filter(query => query.scan)).toHaveLength(1)
  expect(relation.explain(aggregates)).toEqual(relation.queries.map(query => query.sql))
})

test('the quantiles of a column are one call, and equal questions are asked once', async () => {
  const relation = await memory({ a: [1, 2, 3] })
  const [sql = ''] = relation.explain([
    { name: 'quantiles', of: value('a'), probabilities: [0.5] },
    { name: 'quantiles', of: value('a'), probabilities: [0.1, 0.5] },
    { name: 'min', of: value('a') },
    { name: 'min', of: value('a') },
  ])
  expect(sql.replace(/d\d+$/, 'data')).toMatchInlineSnapshot(
    `"SELECT CAST(min("a") AS HUGEINT), quantile_cont(CAST("a" AS DOUBLE), [5e-1, 1e-1]) FROM data"`,
  )
})

test('an aggregate that has no answer is rejected alone', async () => {
  const relation = await memory({ a: [1, 2], s: ['x', 'y'] })
  const settled = await relation.aggregate([
    { name: 'max', of: value('a') },
    { name: 'countIf', of: matches(value('s'), '(') },
    { name: 'mean', of: value('s') },
    { name: 'mean', of: value('aa') },
    { name: 'max', of: value('s') },
  ])
  const texts = settled.map(result =>
    result.status === 'fulfilled' ? result.value : messageOf(result.reason),
  )
  expect(texts).toMatchInlineSnapshot(`
    [
      2,
      "The pattern ( is not a regular expression: missing ): (.",
      "The values are each text, so there is no mean.",
      "There is no column aa in data.",
      "y",
    ]
  `)
})

test('where restricts an aggregate to some rows', async () => {
  const relation = await memory({ a: [1, 2, 3, null], b: [true, false, true, true] })
  const where = equal(value('b'), true)
  expect(await one(relation, 'rowCount', undefined, { where })).toBe(3)
  expect(await one(relation, 'count', value('a'), { where })).toBe(2)
  expect(await one(relation, 'countIf', moreThan(value('a'), 0), { where })).toBe(2)
  expect(await one(relation, 'mean', value('a'), { where })).toBe(2)
  expect(await one(relation, 'variance', value('a'), { where })).toBe(2)
  expect(await one(relation, 'max', value('a'), { where: lessThan(value('a'), 3) })).toBe(2)
})

test('skewness keeps its digits where the values are large and close together', async () => {
  const relation = await memory({ a: [1e9 + 1, 1e9 + 2, 1e9 + 10.5, 1e9 + 3] })
  // scipy.stats.skew([1e9 + 1, 1e9 + 2, 1e9 + 10.5, 1e9 + 3], bias=False)
  expect(await one(relation, 'skewness', value('a'))).toBeCloseTo(1.7893030761317332, 13)
})

test('all NaN are one value of entropy, and both zeros one', async () => {
  const relation = await memory({ a: [Number.NaN, Number.NaN, 0, -0, null], b: [1.5, 1.5, 2.5, 3.5, null] })
  // scipy.stats.entropy([2, 2], base=2) and ([2, 1, 1], base=2)
  expect(await one(relation, 'entropy', value('a'))).toBe(1)
  expect(await one(relation, 'entropy', value('b'))).toBe(1.5)
})
