import { expect, test } from 'vitest'
import { and, call, equal, isNonFinite, isNull, literal, not, value, when } from '../../src/core/expr.ts'
import { of } from '../../src/core/metric.ts'
import { aggregate, workbench } from './support.ts'

const { memory, file } = workbench()

const isFiniteNumber = (column: string) => and(not(isNull(value(column))), not(isNonFinite(value(column))))
const isBelow = (column: string) => call('lessThan', value(column), call('previous', value(column)))

test('the row above is the nearest one with a value, and there is none above the first', async () => {
  const relation = await memory({ n: [3, null, 2, 2, null, null, 5, 1] })
  const answers = await aggregate(relation, [
    of('sample').countIf(isBelow('n')).aggregate,
    of('sample').count(call('previous', value('n'))).aggregate,
  ])
  expect(answers).toEqual([2, 7])
})

test('rows are in the order of the file, whatever is asked beside', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => `${index},${5000 - index}`)
  const relation = await file(`up,down\n${rows.join('\n')}\n`)
  const answers = await aggregate(relation, [
    { name: 'countIf', of: isBelow('up') },
    { name: 'countIf', of: isBelow('down') },
    { name: 'max', of: value('up') },
  ])
  expect(answers).toEqual([0, 4999, 4999])
})

// statistics.stdev([1, 2, 3, 10]) is 4.08248290463863, the mean 4.
test('the mean and the standard deviation of all rows stand beside each of them', async () => {
  const relation = await memory({ n: [1, 2, 3, 10, null, Number.NaN, Number.POSITIVE_INFINITY] })
  const [mean, stdev] = await aggregate(relation, [
    { name: 'max', of: call('overallMean', value('n')) },
    { name: 'max', of: call('overallStdev', value('n')) },
  ])
  expect(mean).toBe(4)
  expect(stdev).toBeCloseTo(4.08248290463863, 14)
})

// numpy.quantile(x, 0.25), scipy.stats.median_abs_deviation(x), scipy.stats.entropy(counts, base=2),
// pandas.Series(x).shift(1).rolling(3, min_periods=1).mean().sum().
test('quantiles, the median distance and means of what is above leave out what is no finite number', async () => {
  const relation = await memory({ x: [3, null, 1, 4, Number.NaN, 1, 5, 9, 2, 6] })
  const [quarter, distance, sum] = await aggregate(relation, [
    { name: 'max', of: call('overallQuantile', value('x'), literal(0.25)) },
    { name: 'max', of: call('overallMad', value('x')) },
    { name: 'sum', of: when(isFiniteNumber('x'), call('movingMean', value('x'), literal(3))) },
  ])
  expect([quarter, distance]).toEqual([1.75, 2])
  expect(sum).toBeCloseTo(23.333333333333336, 12)
  const whole = await memory({ x: [3, 1, 4, 1, 5, 9, 2, 6] })
  expect(await aggregate(whole, [of('sample').entropy(value('x')).aggregate])).toEqual([2.75])
})

test('the next lower value is the one before in ascending order, equal ones included', async () => {
  const relation = await memory({ n: [5, null, 1, 3, 3] })
  const step = call('subtract', value('n'), call('nextLower', value('n')))
  const answers = await aggregate(relation, [
    { name: 'sum', of: step },
    { name: 'max', of: step },
    { name: 'count', of: step },
  ])
  expect(answers).toEqual([4, 2, 3])
})

test('what is only about some rows sees only those', async () => {
  const relation = await memory({ kind: ['a', 'b', 'a', 'b'], n: [1, 9, 2, 8] })
  const ofKind = when(equal(value('kind'), 'a'), value('n'))
  const answers = await aggregate(relation, [
    { name: 'countIf', of: call('lessThan', ofKind, call('previous', ofKind)) },
    { name: 'max', of: call('overallMean', ofKind) },
  ])
  expect(answers).toEqual([0, 1.5])
})

test('however many expectations look around, their rows are read in one scan beside the other one', async () => {
  const columns = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`c${index}`, [index, 2, 3 - index]]),
  )
  const relation = await memory(columns)
  const names = Object.keys(columns)
  await aggregate(relation, [
    ...names.map(name => ({ name: 'max', of: value(name) }) as const),
    ...names.map(name => ({ name: 'countIf', of: isBelow(name) }) as const),
    ...names.map(name => ({ name: 'max', of: call('overallMean', value(name)) }) as const),
  ])
  expect(relation.queries).toHaveLength(2)
})

test('an expression that cannot be had is refused alone', async () => {
  const relation = await memory({ n: [1, 2] })
  const settled = await relation.aggregate([
    { name: 'countIf', of: isBelow('m') },
    { name: 'countIf', of: isBelow('n') },
    { name: 'max', of: value('n') },
  ])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
})

test('the rows that fall below the one above are found with their places', async () => {
  const relation = await memory({ n: [3, null, 2, 5, 1] })
  const failing = await relation.failing({
    selection: { where: isBelow('n') },
    columns: ['n'],
    valueLimit: 10,
    lineLimit: 10,
  })
  expect(failing.positions).toEqual([3, 5])
})
