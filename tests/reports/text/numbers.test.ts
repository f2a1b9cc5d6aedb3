import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCount, formatNumber } from '../../../src/core/format.ts'

test('counts are grouped as en-US groups them, whatever their size', () => {
  fc.assert(
    fc.property(fc.oneof(fc.maxSafeInteger(), fc.bigInt()), count => {
      expect(formatCount(count)).toBe(count.toLocaleString('en-US'))
    }),
    { seed: 5, numRuns: 2000 },
  )
  expect([0, 999, 1000, -1000, 999_999, 1_000_000].map(formatCount)).toEqual(
    [0, 999, 1000, -1000, 999_999, 1_000_000].map(count => count.toLocaleString('en-US')),
  )
})

test('numbers have the digits of en-US with six significant ones', () => {
  const value = fc.double({ min: 1e-4, max: 1e14, noNaN: true }).filter(each => !Number.isInteger(each))
  fc.assert(
    fc.property(value, each => {
      const useGrouping = each >= 1e4
      const expected = each.toLocaleString('en-US', { maximumSignificantDigits: 6, useGrouping })
      expect(formatNumber(each)).toBe(expected)
    }),
    { seed: 6, numRuns: 2000 },
  )
})

test.each([
  [12_345.678, '12,345.7'],
  [-1234.5678, '−1234.57'],
  [9999.999, '10000'],
  [123_456_789.5, '123,457,000'],
  [0.000123456789, '0.000123457'],
  [1.3e-33, '1.3e-33'],
])('%f is %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})
