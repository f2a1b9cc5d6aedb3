import { expect, test } from 'vitest'
import type { Column } from '../../src/ml/index.ts'
import { stepSpec, transformerOf } from '../../src/ml/transform/index.ts'
import { close } from './close.ts'

// Expected values: scikit-learn 1.9.1; x = [[1], [nan], [4], [7], [7.5], [1]].

const x = Float64Array.of(1, Number.NaN, 4, 7, 7.5, 1)

test('missing numbers become the mean, the median or the most frequent one', () => {
  // SimpleImputer(strategy=…).fit(x).statistics_
  close(numbers({ use: 'impute', strategy: 'mean' }, x), [1, 4.1, 4, 7, 7.5, 1])
  close(numbers({ use: 'impute', strategy: 'median' }, x), [1, 4, 4, 7, 7.5, 1])
  close(numbers({ use: 'impute', strategy: 'most_frequent' }, x), [1, 1, 4, 7, 7.5, 1])
  close(numbers({ use: 'impute', strategy: 'constant', fill_value: -9 }, x), [1, -9, 4, 7, 7.5, 1])
})

test('missing texts become the first of the most frequent ones', () => {
  const [column] = transform({ use: 'impute', strategy: 'most_frequent' }, ['b', 'a', 'b', 'a', null])
  expect(column?.values).toEqual(['b', 'a', 'b', 'a', 'a'])
})

test('what is learnt in fitting is used for other rows', () => {
  const later = Float64Array.of(Number.NaN, 100)
  close(numbers({ use: 'impute', strategy: 'median' }, x, later), [4, 100])
  close(numbers({ use: 'scale' }, x, later.subarray(1)), [(100 - 4.1) / 2.8])
})

test('scaled numbers have mean 0 and deviation 1, missing ones stay missing', () => {
  // StandardScaler().fit_transform(x)
  const expected = [-1.107142857142857, -0.03571428571428559, 1.0357142857142858, 1.2142857142857142]
  const scaled = numbers({ use: 'scale' }, x)
  expect(scaled[1]).toBeNaN()
  close(
    scaled.filter(value => !Number.isNaN(value)),
    [...expected, -1.107142857142857],
  )
})

test('equal numbers are scaled to 0, for all that rounding makes of their deviation', () => {
  close(numbers({ use: 'scale' }, new Float64Array(7).fill(0.1), Float64Array.of(0.1, 2.1)), [0, 2])
})

test('categories are encoded in the order of code points', () => {
  const values = ['é', 'b', '😀', 'a', 'ﬀ', 'B', null]
  // OrdinalEncoder().fit_transform([['é'], ['b'], ['😀'], ['a'], ['ﬀ'], ['B']])
  expect([...numbers({ use: 'ordinal_encode' }, values)]).toEqual([3, 2, 5, 1, 4, 0, Number.NaN])
})

test('numbers are categories too', () => {
  expect([...numbers({ use: 'ordinal_encode' }, Float64Array.of(10, 9, -1, 10))]).toEqual([2, 1, 0, 2])
})

test('each category has a feature of its own, a missing value too', () => {
  const found = transform({ use: 'one_hot_encode' }, ['b', null, 'a'])
  expect(found.map(({ name, values }) => [name, ...values])).toEqual([
    ['x_a', 0, 0, 1],
    ['x_b', 1, 0, 0],
    ['x_null', 0, 1, 0],
  ])
})

test('a category that was not seen is an error, a number of its own, or none', () => {
  expect(() =>
    numbers({ use: 'ordinal_encode' }, ['a', 'b'], ['b', 'c', null]),
  ).toThrowErrorMatchingInlineSnapshot(
    `[UserError: x is "c" in row 1, which was not seen when the encoder was fitted. Seen were "a" and "b".]`,
  )
  expect(() =>
    numbers({ use: 'one_hot_encode' }, ['a', 'b'], ['b', null]),
  ).toThrowErrorMatchingInlineSnapshot(
    `[UserError: x is missing in row 1, which was not seen when the encoder was fitted. Seen were "a" and "b".]`,
  )
  expect([...numbers({ use: 'ordinal_encode', unknown: -1 }, ['a', 'b'], ['b', 'c'])]).toEqual([1, -1])
  const ignored = transform({ use: 'one_hot_encode', unknown: 'ignore' }, ['a', 'b'], ['b', 'c'])
  expect(ignored.map(({ values }) => [...values])).toEqual([
    [0, 0],
    [1, 0],
  ])
})

test('days are counted from the latest date that was seen in fitting', () => {
  const fitted = ['2019-07-08', '2019-06-08 12:00', null]
  expect([...numbers({ use: 'days_before_latest' }, fitted)]).toEqual([0, 29, Number.NaN])
  expect([...numbers({ use: 'days_before_latest' }, fitted, ['2019-07-01', '2019-07-10'])]).toEqual([7, -2])
})

test('a step says what it cannot take', () => {
  const none = Float64Array.of(Number.NaN)
  expect(() => numbers({ use: 'impute', strategy: 'median' }, none)).toThrowErrorMatchingInlineSnapshot(
    `[UserError: x has no values, so it has no median value.]`,
  )
  expect(() =>
    numbers({ use: 'impute', strategy: 'most_frequent' }, [null]),
  ).toThrowErrorMatchingInlineSnapshot(`[UserError: x has no values, so it has no most frequent value.]`)
  expect(() => numbers({ use: 'impute', strategy: 'mean' }, ['a'])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: A mean or median takes numbers, but x is text.]`,
  )
  expect(() =>
    numbers({ use: 'impute', strategy: 'constant', fill_value: 0 }, ['a']),
  ).toThrowErrorMatchingInlineSnapshot(`[UserError: x is text, so 0 cannot stand for its missing values.]`)
  expect(() => numbers({ use: 'scale' }, none)).toThrowErrorMatchingInlineSnapshot(
    `[UserError: x has no values to scale.]`,
  )
  expect(() => numbers({ use: 'days_before_latest' }, ['08.07.2019'])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: x is "08.07.2019" in row 0, which is no ISO date.]`,
  )
  expect(() => numbers({ use: 'days_before_latest' }, [null])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: x has no dates, so it has no latest one.]`,
  )
})

function transform(step: object, fitted: Column, values: Column = fitted) {
  const spec = stepSpec.parse(step)
  const transformer = transformerOf(spec)
  const state = JSON.parse(JSON.stringify(transformer.fit([{ name: 'x', values: fitted }], spec)))
  return transformer.transform([{ name: 'x', values }], state, spec)
}

function numbers(step: object, fitted: Column, values: Column = fitted): Float64Array {
  return transform(step, fitted, values)[0]?.values as Float64Array
}
