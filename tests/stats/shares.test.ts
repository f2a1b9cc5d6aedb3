import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Alternative,
  compareShares,
  type ShareCount,
  shareRelevantP,
  shareSmallestDetectable,
  shareUpperBound,
} from '../../src/stats/index.ts'

function share(count: number, of: number): ShareCount {
  return { count, of }
}

/** Probabilities of 0 to n successes. */
function binomial(n: number, p: number): readonly number[] {
  let probabilities = [1]
  for (let k = 0; k < n; k++) {
    const [failed, done] = [probabilities.map(each => each * (1 - p)), probabilities.map(each => each * p)]
    probabilities = [...failed, 0].map((each, count) => each + (done[count - 1] ?? 0))
  }
  return probabilities
}

const shareCount = fc
  .integer({ min: 1, max: 60 })
  .chain(of => fc.record({ count: fc.integer({ min: 0, max: of }), of: fc.constant(of) }))

describe('the test of two proportions', () => {
  test.each([
    // scipy.stats.fisher_exact([[a, n - a], [b, m - b]], alternative=…)
    [share(0, 20), share(15, 20), 'less', 3.8542863904376695e-7],
    [share(3, 2500), share(20, 2500), 'two-sided', 0.00047489624223523213],
    [share(3, 2500), share(20, 2500), 'greater', 0.9999681045565445],
    [share(1000, 2500), share(1600, 2500), 'two-sided', 4.212450670336067e-65],
    [share(5, 5), share(0, 7), 'greater', 0.0012626262626262627],
    // The sum of mpmath.binomial(n, k) * binomial(m, t - k) / binomial(n + m, t) at 40 digits.
    [share(2, 99_000_000), share(3, 1_000_000), 'two-sided', 9.850571185077532e-6],
  ] as const)('of %o and %o, %s, is exact', (reference, sample, alternative, p) => {
    const found = compareShares(reference, sample, alternative)
    expect(found.method).toBe('fisher')
    expect(found.pValue / p).toBeCloseTo(1, 12)
    expect(found.log10P).toBeCloseTo(Math.log10(p), 12)
  })

  test('has a logarithm where p underflows', () => {
    // mpmath.log10 of the sum of hypergeometric probabilities at 40 digits
    expect(compareShares(share(3, 2500), share(2300, 2500))).toMatchObject({
      pValue: 0,
      log10P: expect.closeTo(-1185.6004142695863, 9),
    })
  })

  test('is Pearson’s without a correction when there are many rows', () => {
    // scipy.stats.chi2_contingency([[300, 9700], [10, 490]], correction=False)
    expect(compareShares(share(300, 10_000), share(10, 500))).toMatchObject({
      method: 'pearson',
      pValue: expect.closeTo(0.19733742159581025, 13),
      difference: expect.closeTo(-0.01, 15),
      n: { reference: 10_000, sample: 500 },
    })
  })

  test('is exact with many rows when few of them have the property', () => {
    expect(compareShares(share(2, 1e8), share(7, 1e8)).method).toBe('fisher')
    expect(compareShares(share(5, 1e8), share(5, 1e8)).method).toBe('pearson')
  })

  test('has Newcombe’s interval', () => {
    // statsmodels.stats.proportion.confint_proportions_2indep(20, 2500, 3, 2500, method='newcomb', alpha=0.1)
    expect(compareShares(share(3, 2500), share(20, 2500)).interval).toEqual({
      lower: expect.closeTo(0.0037645651505987133, 13),
      upper: expect.closeTo(0.010381975321878413, 13),
    })
  })

  test('finds nothing where no row or every row has the property', () => {
    for (const [a, b] of [
      [share(0, 5), share(0, 9)],
      [share(5, 5), share(10_000, 10_000)],
    ] as const) {
      expect(compareShares(a, b)).toMatchObject({ pValue: 1, log10P: 0, difference: 0 })
    }
  })

  test('turns around when the sides change places, and when the property is negated', () => {
    const turned = { 'two-sided': 'two-sided', less: 'greater', greater: 'less' } as const
    const alternatives = fc.constantFrom<Alternative>('two-sided', 'less', 'greater')
    fc.assert(
      fc.property(shareCount, shareCount, alternatives, (a, b, alternative) => {
        const { pValue, difference, interval } = compareShares(a, b, alternative)
        const swapped = compareShares(b, a, turned[alternative])
        const without = ({ count, of }: ShareCount) => share(of - count, of)
        const negated = compareShares(without(a), without(b), turned[alternative])
        expect(swapped.pValue).toBeCloseTo(pValue, 12)
        expect(negated.pValue).toBeCloseTo(pValue, 12)
        expect(swapped.interval.lower).toBeCloseTo(-interval.upper, 12)
        expect(interval.lower).toBeLessThanOrEqual(difference)
        expect(interval.upper).toBeGreaterThanOrEqual(difference)
      }),
      { seed: 7 },
    )
  })

  test('needs rows on both sides', () => {
    expect(() => compareShares(share(0, 0), share(1, 2))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The reference has no share of 0 rows.]`,
    )
    expect(() => compareShares(share(1, 2), share(3, 2))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The sample cannot have 3 of 2 rows.]`,
    )
    expect(() => compareShares(share(0.5, 2), share(1, 2))).toThrow(RangeError)
  })
})

describe('the smallest detectable change of a share', () => {
  test.each([
    // scipy.optimize.brentq of norm.isf(alpha / 2) * sqrt(r * (1 - r) * (1 / n1 + 1 / n2)) + norm.isf(1 - power) *
    // sqrt(p * (1 - p) / n1 + q * (1 - q) / n2) + (1 / n1 + 1 / n2) / 2 - d, q = p ± d and r = (n1 * p + n2 * q) / (n1 + n2)
    [0.05, 0.1, 10_000, 1000, 0.9, 0.03468091839696883],
    [0.001, 0.01, 5000, 5000, 0.9, 0.011599274879455782],
    [0.05, 0.6, 300, 200, 0.8, 0.13128251280169317],
  ])('at level %d from %d, %i and %i rows, power %d', (alpha, p, n1, n2, power, expected) => {
    expect(shareSmallestDetectable(alpha, p, n1, n2, power)).toBeCloseTo(expected, 6)
  })

  test.each([0, 0.02, 0.1, 0.3, 0.5])('is found by the exact test nine times of ten, from %d', before => {
    const [m, n, level] = [60, 40, 0.05]
    const after = before + shareSmallestDetectable(level, before, m, n)
    let power = 0
    for (const [a, p] of binomial(m, before).entries())
      for (const [b, q] of binomial(n, after).entries())
        if (compareShares(share(a, m), share(b, n)).pValue <= level) power += p * q
    expect(power).toBeGreaterThan(0.9)
    expect(power).toBeLessThan(0.995)
  })

  test('leaves out the direction in which the share cannot change so far', () => {
    expect(shareSmallestDetectable(0.01, 0.01, 100_000, 100)).toBeGreaterThan(0.01)
    expect(shareSmallestDetectable(0.05, 0, 10, 10)).toBeLessThan(1)
    expect(shareSmallestDetectable(0.05, 1, 10, 10)).toBe(shareSmallestDetectable(0.05, 0, 10, 10))
  })

  test('is more than any change when there are too few rows', () => {
    expect(shareSmallestDetectable(0.05, 0.5, 3, 3)).toBeGreaterThan(0.5)
    expect(shareSmallestDetectable(0.05, 0, 2, 1)).toBeGreaterThan(1)
    expect(shareSmallestDetectable(0.05, 1, 1, 2)).toBeGreaterThan(1)
  })
})

describe('a relevant difference of shares', () => {
  test.each([
    // Shares by scipy.optimize.minimize_scalar(-binom.logpmf(a, n, p) - binom.logpmf(b, m, p ± effect)), then
    // norm.sf((|d| - effect) / se) + norm.sf((|d| + effect) / se), the larger one of both boundaries.
    [share(100, 1000), share(160, 1000), 0.02, 0.004159816094359056],
    [share(160, 1000), share(100, 1000), 0.02, 0.004159816094359056],
    [share(0, 50), share(9, 60), 0.05, 0.04539677073529395],
    [share(10, 10_000), share(40, 500), 0.01, 9.913847432882356e-48],
  ])('of %o and %o beyond %d', (reference, sample, effect, p) => {
    const found = shareRelevantP(reference, sample, effect)
    expect(found.pValue / p).toBeCloseTo(1, 6)
    expect(found.log10P).toBeCloseTo(Math.log10(p), 6)
  })

  test('is any difference when everything is relevant, and none when nothing is', () => {
    const [a, b] = [share(300, 10_000), share(10, 500)]
    expect(shareRelevantP(a, b, 0).pValue).toBeCloseTo(compareShares(a, b).pValue, 12)
    expect(shareRelevantP(share(0, 5), share(5, 5), 1)).toEqual({ pValue: 1, log10P: 0 })
    expect(shareRelevantP(share(0, 5), share(0, 5), 0)).toEqual({ pValue: 1, log10P: 0 })
  })

  test('is less certain the larger it has to be', () => {
    fc.assert(
      fc.property(shareCount, shareCount, fc.double({ min: 0, max: 0.9, noNaN: true }), (a, b, effect) => {
        const difference = Math.abs(a.count / a.of - b.count / b.of)
        fc.pre(effect < difference)
        const { pValue } = shareRelevantP(a, b, effect)
        expect(pValue).toBeGreaterThanOrEqual(0)
        expect(shareRelevantP(a, b, (effect + difference) / 2).pValue).toBeGreaterThanOrEqual(pValue - 1e-12)
      }),
      { seed: 8 },
    )
  })

  test('is bounded from above by Newcombe’s interval', () => {
    // max(abs(…)) of confint_proportions_2indep(110, 1000, 100, 1000, method='newcomb', alpha=0.1)
    expect(shareUpperBound(share(100, 1000), share(110, 1000), 0.05)).toBeCloseTo(0.03262970724875023, 12)
    expect(shareUpperBound(share(0, 1), share(1, 1), 0.05)).toBe(1)
  })

  test('needs an effect and a level', () => {
    expect(() => shareRelevantP(share(0, 1), share(1, 1), -0.1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: An effect that matters cannot be -0.1.]`,
    )
    expect(() => shareUpperBound(share(0, 1), share(1, 1), 1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A level lies between 0 and 1, unlike 1.]`,
    )
  })
})
