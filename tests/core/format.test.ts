import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatList,
  formatNumber,
  formatPValue,
  formatShare,
  formatValue,
  plural,
} from '../../src/core/format.ts'

test.each([
  [0, '0'],
  [-0, '0'],
  [-5, '−5'],
  [9999, '9999'],
  [10_000, '10,000'],
  [0.1 + 0.2, '0.3'],
  [1234.5678, '1234.57'],
  [123_456.789, '123,457'],
  [0.00001234, '1.234e-5'],
  [1e15, '1e15'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '−∞'],
  [9007199254740993n, '9,007,199,254,740,993'],
  [-12n, '−12'],
])('the number %s is shown as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test('a number is shown with an error of at most six significant digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), value => {
      const read = Number(formatNumber(value).replaceAll(',', '').replaceAll('−', '-'))
      expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 5.1e-4)
    }),
    { seed: 1 },
  )
})

describe('a share', () => {
  test.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.301, '30.1 %'],
    [0.00001, '0.001 %'],
    [0.9999, '99.99 %'],
    [0.999999, '99.9999 %'],
    [0.5, '50.0 %'],
    // Nearer to all than sixteen digits can tell.
    [1 - 2 ** -53, '100 %'],
  ])('of %s is shown as %s', (share, text) => {
    expect(formatShare(share)).toBe(text)
  })

  test('that is not all and not nothing never looks so', () => {
    const counts = fc
      .integer({ min: 2, max: 1_000_000_000 })
      .chain(n => fc.tuple(fc.integer({ min: 1, max: n - 1 }), fc.constant(n)))
    fc.assert(
      fc.property(counts, ([count, n]) => {
        const percent = Number.parseFloat(formatShare(count / n))
        expect(percent).toBeGreaterThan(0)
        expect(percent).toBeLessThan(100)
      }),
      { seed: 1 },
    )
  })
})

test.each([
  [0.864321, undefined, '0.864'],
  [0.05, undefined, '0.05'],
  [0.0051161, undefined, '0.0051'],
  [0.00001234, undefined, '1.2e-5'],
  [0, -400.3, '5.0e-401'],
  [0, Number.NEGATIVE_INFINITY, '0'],
  [1, undefined, '1'],
])('p = %s with log₁₀ p = %s is shown as %s', (pValue, log10P, text) => {
  expect(formatPValue(pValue, log10P)).toBe(text)
})

test.each([
  [1023, '1023 B'],
  [1024, '1.0 KB'],
  [912_384, '891 KB'],
  [5 * 2 ** 40, '5.0 TB'],
  [5000 * 2 ** 40, '5000 TB'],
])('%s bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('counts have separators, and nouns their plural', () => {
  expect(formatCount(4821)).toBe('4,821')
  expect([0, 1, 2].map(count => plural(count, 'value'))).toEqual(['0 values', '1 value', '2 values'])
  expect(plural(2, 'entry', 'entries')).toBe('2 entries')
})

test('values are told apart from words around them', () => {
  const values = ['it’s "x"', null, true, 5, new Date('2019-01-31'), new Date('2019-01-31T10:30:00.5Z')]
  expect(values.map(formatValue)).toEqual([
    '"it’s \\"x\\""',
    'missing',
    'true',
    '5',
    '2019-01-31',
    '2019-01-31 10:30:00.500',
  ])
})

test('lists are read aloud, and cut where they are long', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(items => formatList(items))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
  expect(formatList(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more')
})
