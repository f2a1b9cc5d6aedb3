import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareValues, isoText, toJson, type Value } from '../../src/core/value.ts'

const values: fc.Arbitrary<Value> = fc.oneof(
  fc.string(),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.date(),
  fc.constant(null),
)

test('numbers and big integers compare exactly', () => {
  expect(compareValues(9007199254740992, 9007199254740993n)).toBe(-1)
  expect(compareValues(9007199254740993n, 9007199254740992)).toBe(1)
  expect(compareValues(1, 1n)).toBe(0)
})

test.each<[Value, Value]>([
  [null, 1],
  [null, null],
  [Number.NaN, 1],
  ['1', 1],
  [true, 1],
  [new Date(0), '1970-01-01'],
])('%s and %s cannot be compared', (a, b) => {
  expect(compareValues(a, b)).toBeUndefined()
  expect(compareValues(b, a)).toBeUndefined()
})

test('the order of two values is the opposite of the other way round', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const [forwards, backwards] = [compareValues(a, b), compareValues(b, a)]
      expect(forwards === undefined ? undefined : -forwards + 0).toBe(
        backwards === undefined ? undefined : backwards + 0,
      )
    }),
    { seed: 1 },
  )
})

test('every value survives being written as JSON, or is written as text', () => {
  fc.assert(
    fc.property(values, value => {
      const json = toJson(value)
      expect(JSON.parse(JSON.stringify(json))).toEqual(Object.is(json, -0) ? 0 : json)
    }),
    { seed: 1 },
  )
})

test('integers that JSON would round are text, smaller ones numbers', () => {
  expect([5n, 9007199254740993n, Number.POSITIVE_INFINITY, null].map(toJson)).toEqual([
    5,
    '9007199254740993',
    'Infinity',
    null,
  ])
})

test('a moment is written in UTC, no longer than it has to be', () => {
  const texts = ['2019-01-15', '2019-01-15T03:36:12Z', '2019-01-15T00:00:00.250+02:00', 'nonsense']
  expect(texts.map(text => isoText(new Date(text)))).toEqual([
    '2019-01-15',
    '2019-01-15 03:36:12',
    '2019-01-14 22:00:00.250',
    'invalid date',
  ])
})
