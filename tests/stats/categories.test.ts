import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chiSquareContingency,
  cramersV,
  entropy,
  fisherExact2x2,
  hellinger,
  hypergeometricUpperTail,
  jensenShannonDistance,
  klDivergence,
  lInfinity,
  numericStabilityIndex,
  populationStabilityIndex,
  tally,
  totalVariation,
} from '../../src/stats/index.ts'

const table = [
  [12, 5, 7, 0],
  [3, 9, 11, 2],
] as const

describe('the chi-square test', () => {
  test('is that of SciPy', () => {
    // scipy.stats.chi2_contingency(table, correction=False)
    expect(chiSquareContingency(table)).toMatchObject({
      statistic: expect.closeTo(9.415259259259258, 13),
      pValue: expect.closeTo(0.024250159498400675, 14),
      degreesOfFreedom: 3,
      total: 49,
      smallestExpected: expect.closeTo(0.9795918367346939, 14),
    })
    // … lambda_='log-likelihood'
    expect(chiSquareContingency(table, { statistic: 'g' })).toMatchObject({
      statistic: expect.closeTo(10.589812499826664, 13),
      pValue: expect.closeTo(0.014163861644278852, 14),
    })
  })

  test('leaves out categories that occur nowhere', () => {
    const widened = table.map(row => [0, ...row, 0])
    expect(chiSquareContingency(widened)).toMatchObject({
      statistic: chiSquareContingency(table).statistic,
      degreesOfFreedom: 3,
      emptyCategories: 2,
    })
  })

  test('of a single category finds nothing', () => {
    expect(chiSquareContingency([[10], [20]])).toMatchObject({ statistic: 0, degreesOfFreedom: 0, pValue: 1 })
    expect(cramersV([[10], [20]])).toBe(0)
  })

  test('has a logarithm where p underflows', () => {
    // mpmath.log10(mpmath.gammainc(0.5, 10000, inf, regularized=True))
    const found = chiSquareContingency([
      [10000, 0],
      [0, 10000],
    ])
    expect(found).toMatchObject({ statistic: 20000, pValue: 0 })
    expect(found.log10P).toBeCloseTo(-4345.19341568088, 10)
  })

  test('needs counts on both sides', () => {
    expect(() =>
      chiSquareContingency([
        [0, 0],
        [1, 2],
      ]),
    ).toThrowErrorMatchingInlineSnapshot(`[RangeError: Row 1 has no counts, so there is nothing to compare.]`)
    expect(() => chiSquareContingency([[1, 2], [1]])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: Row 2 has 1 categories, not 2.]`,
    )
    expect(() => chiSquareContingency([[1.5], [2]])).toThrow(RangeError)
    expect(() => chiSquareContingency([[1, 2]])).toThrow(RangeError)
  })
})

test('Cramér’s V is that of SciPy', () => {
  // scipy.stats.contingency.association(table, method='cramer')
  expect(cramersV(table)).toBeCloseTo(0.4383470635787904, 14)
})

test('the corrected V of equal shares is 0', () => {
  expect(
    cramersV(
      [
        [100, 200, 300],
        [10, 20, 30],
      ],
      { corrected: true },
    ),
  ).toBe(0)
})

describe('Fisher’s exact test', () => {
  test.each([
    // scipy.stats.fisher_exact(table, alternative=…)
    [
      [
        [8, 2],
        [1, 5],
      ],
      'two-sided',
      0.034965034965034975,
    ],
    [
      [
        [8, 2],
        [1, 5],
      ],
      'less',
      0.9991258741258742,
    ],
    [
      [
        [100, 2],
        [1000, 5],
      ],
      'two-sided',
      0.13007593634300163,
    ],
    [
      [
        [3, 1],
        [1, 3],
      ],
      'two-sided',
      0.48571428571428565,
    ],
    [
      [
        [3, 0],
        [5, 0],
      ],
      'two-sided',
      1,
    ],
  ] as const)('of %j, %s, is that of SciPy', (counts, alternative, p) => {
    expect(fisherExact2x2(counts, alternative)).toBeCloseTo(p, 13)
  })

  test('on one side is a tail of the hypergeometric distribution', () => {
    const count = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        fc.pre(a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0)
        const tail = hypergeometricUpperTail(a, { marked: a + c, drawn: a + b, of: a + b + c + d })
        expect(
          fisherExact2x2(
            [
              [a, b],
              [c, d],
            ],
            'greater',
          ),
        ).toBeCloseTo(tail, 11)
      }),
      { seed: 5 },
    )
  })

  test('takes a table of two rows and two columns', () => {
    expect(() =>
      fisherExact2x2([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toThrowErrorMatchingInlineSnapshot(`[RangeError: Fisher’s exact test takes two rows of two counts.]`)
  })
})

const counts = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 8 })

test('distances of categories are symmetric, within their bounds, and 0 for equal shares', () => {
  fc.assert(
    fc.property(counts, pairs => {
      const [p, q] = [pairs.map(([a]) => a + 1), pairs.map(([, b]) => b + 1)]
      for (const distance of [totalVariation, lInfinity, hellinger, jensenShannonDistance]) {
        expect(distance(p, q)).toBeCloseTo(distance(q, p), 13)
        expect(distance(p, q)).toBeGreaterThanOrEqual(0)
        expect(distance(p, q)).toBeLessThanOrEqual(1)
        expect(
          distance(
            p,
            p.map(count => 3 * count),
          ),
        ).toBeLessThan(1e-7)
      }
      expect(lInfinity(p, q)).toBeLessThanOrEqual(totalVariation(p, q) + 1e-15)
      expect(klDivergence(p, q)).toBeGreaterThanOrEqual(0)
    }),
    { seed: 6 },
  )
})

test('divergences of disjoint shares are at their limit', () => {
  expect(totalVariation([3, 0], [0, 9])).toBe(1)
  expect(klDivergence([1, 1], [1, 0])).toBe(Number.POSITIVE_INFINITY)
  expect(klDivergence([1, 0], [1, 1], 'bits')).toBe(1)
  expect(entropy([5, 0, 0])).toBe(0)
})

test('counts that are no distribution are a mistake of the caller', () => {
  expect(() => totalVariation([0, 0], [1, 1])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: All counts are 0, so there is no distribution.]`,
  )
  expect(() => totalVariation([1], [1, 1])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: There are 1 reference counts and 2 sample counts.]`,
  )
  expect(() => entropy([1, -1])).toThrow(RangeError)
})

test('the stability index is 0 without a change, and finite when a bin becomes empty', () => {
  expect(populationStabilityIndex([10, 20], [100, 200], { floor: 1e-4 })).toBeCloseTo(0, 15)
  expect(populationStabilityIndex([10, 10], [20, 0])).toBeGreaterThan(0)
  expect(populationStabilityIndex([10, 10], [20, 0])).toBeLessThan(10)
})

test('bins of the numeric stability index are quantiles of the reference, edge to the left, equal ones merged', () => {
  const found = numericStabilityIndex(tally([1, 1, 1, 1, 2, 3, 4, 5], [0, 1, 5, 9]), { bins: 4 })
  expect(found).toMatchObject({ edges: [1, 3], referenceCounts: [4, 2, 2], sampleCounts: [2, 0, 2] })
})
