import { describe, expect, test } from 'vitest'
import {
  cohensDInterval,
  kolmogorovSurvival,
  ksRelevantP,
  ksUpperBound,
  type Moments,
  meanRelevantP,
  meanUpperBound,
  moments,
  noncentralTSurvival,
  noncentralTSurvivalLog10,
  normalSurvival,
  pooledTTest,
  randomSource,
  type TTest,
  type TTestResult,
  totalVariation,
  totalVariationInterval,
  totalVariationRelevantP,
  totalVariationUpperBound,
  welchTTest,
} from '../../src/stats/index.ts'
import { drawCounts } from './simulated.ts'

function decided(test: TTest): TTestResult {
  if (test.undecidable) throw new Error('The test has too few values.')
  return test
}

function welch(reference: Moments, sample: Moments): TTestResult {
  return decided(welchTTest(reference, sample))
}

describe('the noncentral t distribution', () => {
  test.each([
    // scipy.stats.nct.sf(t, df, shift)
    [2, 10, 1, 0.19238843746962478],
    [100, 200, 1, 4.75408543563994e-167],
    [-2, 3, 1.5, 0.9971191699279385],
    [1e4, 1, 100, 0.007978712589370957],
    [50, 30, 20, 8.413439309044304e-8],
    [30, 1e6, 25, 2.883394466346995e-7],
    // mpmath.quad of the mixture of normal tails at 40 digits
    [0.5, 30, -8, 1.1379733103147325e-17],
    [-0.5, 30, -8, 3.486553293607752e-14],
  ])('exceeds %d with %d degrees of freedom and the shift %d as in SciPy', (t, df, shift, p) => {
    expect(noncentralTSurvival(t, df, shift) / p).toBeCloseTo(1, 11)
    expect(noncentralTSurvivalLog10(t, df, shift)).toBeCloseTo(Math.log10(p), 11)
  })

  test('becomes the normal one', () => {
    expect(noncentralTSurvival(3, 1e12, 1)).toBeCloseTo(normalSurvival(2), 11)
  })

  test('has exact ends and a domain', () => {
    expect(noncentralTSurvivalLog10(Number.POSITIVE_INFINITY, 3, 1)).toBe(Number.NEGATIVE_INFINITY)
    expect(noncentralTSurvival(Number.NEGATIVE_INFINITY, 3, 1)).toBe(1)
    // For large t the probability falls as t^-df.
    expect(noncentralTSurvivalLog10(1e200, 2, 1)).toBeCloseTo(noncentralTSurvivalLog10(1e100, 2, 1) - 200, 9)
    expect(() => noncentralTSurvival(Number.NaN, 3, 1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The noncentral t distribution has no value at NaN with the shift 1.]`,
    )
    expect(() => noncentralTSurvival(1, 0, 1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The degrees of freedom must be positive, not 0.]`,
    )
  })
})

describe('a relevant difference of means', () => {
  const test1 = welch({ count: 40, mean: 3, variance: 4 }, { count: 25, mean: 1.2, variance: 9 })

  test('has the p and the bounds of the noncentral t distribution', () => {
    // u = se / sp; scipy.stats.nct.sf(t, df, 0.3 / u) + nct.cdf(-t, df, 0.3 / u)
    expect(meanRelevantP(test1, 0.3).pValue).toBeCloseTo(0.06780393745687058, 12)
    // u * brentq(lambda d: nct.sf(t, df, d) - 0.05, …), u * brentq(lambda d: nct.cdf(t, df, d) - 0.05, …)
    expect(cohensDInterval(test1, 0.05)).toEqual({
      lower: expect.closeTo(0.2559783936788763, 11),
      upper: expect.closeTo(1.2161418484668478, 11),
    })
    expect(meanUpperBound(test1, 0.05)).toBe(cohensDInterval(test1, 0.05).upper)
  })

  test('has mirrored bounds when the samples change places', () => {
    const [a, b] = [moments([1, 2, 3, 4]), moments([2, 3, 4, 9])]
    const [forward, backward] = [cohensDInterval(welch(a, b), 0.01), cohensDInterval(welch(b, a), 0.01)]
    expect(backward.lower).toBeCloseTo(-forward.upper, 12)
    expect(backward.upper).toBeCloseTo(-forward.lower, 12)
    expect(meanUpperBound(welch(a, b), 0.01)).toBeCloseTo(meanUpperBound(welch(b, a), 0.01), 12)
  })

  test('is the t-test when everything is relevant', () => {
    expect(meanRelevantP(test1, 0).pValue).toBeCloseTo(test1.pValue, 12)
    expect(meanRelevantP(test1, 0).log10P).toBeCloseTo(test1.log10P, 11)
  })

  test('has bounds also where the means are equal', () => {
    for (const run of [welchTTest, pooledTTest]) {
      const at = (mean: number) =>
        decided(run({ count: 40, mean, variance: 4 }, { count: 25, mean: 1, variance: 9 }))
      expect(meanRelevantP(at(1), 0.1)).toEqual({ pValue: 1, log10P: 0 })
      expect(meanUpperBound(at(1), 0.05)).toBeCloseTo(meanUpperBound(at(1 + 1e-9), 0.05), 2)
      expect(meanUpperBound(at(1), 0.05)).toBeGreaterThan(meanUpperBound(at(1 + 1e-9), 0.05) - 1e-8)
    }
  })

  test('is certain for two constants', () => {
    const constant = (value: number) => moments([value, value, value])
    expect(meanRelevantP(welch(constant(1), constant(2)), 5).pValue).toBe(0)
    expect(meanRelevantP(welch(constant(1), constant(1)), 0).pValue).toBe(1)
    expect(meanUpperBound(welch(constant(1), constant(2)), 0.05)).toBe(Number.POSITIVE_INFINITY)
    expect(meanUpperBound(welch(constant(1), constant(1)), 0.05)).toBe(0)
  })

  test('needs an effect and a level', () => {
    expect(() => meanRelevantP(test1, -1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: An effect that matters cannot be -1.]`,
    )
    expect(() => meanRelevantP(test1, Number.POSITIVE_INFINITY)).toThrow(RangeError)
    expect(() => meanUpperBound(test1, 0)).toThrow(RangeError)
  })
})

describe('a relevant gap of two distribution functions', () => {
  test('has the p of Kolmogorov’s limit for what exceeds the effect', () => {
    // scipy.stats.kstwobign.sf(sqrt(500) * 0.1)
    expect(ksRelevantP(0.2, 0.1, 1000, 1000).pValue).toBeCloseTo(9.079985952496105e-5, 14)
    expect(ksRelevantP(0.2, 0, 1000, 1000).pValue).toBe(kolmogorovSurvival(0.2 * Math.sqrt(500)))
    expect(ksRelevantP(0.05, 0.1, 1000, 1000)).toEqual({ pValue: 1, log10P: 0 })
  })

  test('is bounded from above', () => {
    // 0.2 + scipy.stats.kstwobign.isf(0.05) / sqrt(500)
    expect(ksUpperBound(0.2, 0.05, 1000, 1000)).toBeCloseTo(0.260736017553504, 13)
    expect(ksUpperBound(0.9, 0.05, 10, 10)).toBe(1)
  })

  test('needs a statistic, an effect and values', () => {
    expect(() => ksRelevantP(1.1, 0, 5, 5)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: D lies between 0 and 1, unlike 1.1.]`,
    )
    expect(() => ksRelevantP(0.1, 0, 0, 5)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: Samples of 0 and 5 values have no gap.]`,
    )
    expect(() => ksRelevantP(0.1, Number.NaN, 5, 5)).toThrow(RangeError)
    expect(() => ksUpperBound(0.1, 2, 5, 5)).toThrow(RangeError)
  })
})

describe('bounds of the total variation distance', () => {
  const even = (k: number) => new Array<number>(k).fill(1 / k)
  const uneven = (k: number, by: number) => even(k).map((share, i) => share + ((i % 2 ? 2 : -2) * by) / k)

  test.each([
    ['two equal categories', even(2), even(2), 200, 200],
    ['a rare category that is as rare', [0.97, 0.03], [0.97, 0.03], 300, 500],
    ['a rare category that is less rare', [0.97, 0.03], [0.92, 0.08], 600, 300],
    ['two categories that differ', even(2), uneven(2, 0.1), 300, 300],
    ['five categories that differ', even(5), [0.3, 0.2, 0.2, 0.2, 0.1], 600, 300],
    ['fifty equal categories', even(50), even(50), 1000, 300],
    ['fifty categories that differ slightly', even(50), uneven(50, 0.05), 1000, 1000],
    ['fifty categories that differ a lot', even(50), uneven(50, 0.5), 1000, 1000],
    ['more categories than rows', even(300), even(300), 200, 200],
  ])('are wrong once in twenty times at most: %s', (name, p, q, m, n) => {
    const random = randomSource(name)
    const truth = totalVariation(p, q)
    let [tooHigh, tooLow] = [0, 0]
    for (let round = 0; round < 400; round++) {
      const { lower, upper } = totalVariationInterval(
        drawCounts(random, p, m),
        drawCounts(random, q, n),
        0.05,
      )
      if (lower > truth + 1e-12) tooHigh++
      if (upper < truth - 1e-12) tooLow++
    }
    // scipy.stats.binom.isf(1e-4, 400, 0.05)
    expect(tooHigh).toBeLessThanOrEqual(38)
    expect(tooLow).toBeLessThanOrEqual(38)
  })

  test('narrow down a clear distance', () => {
    expect(totalVariationInterval([5000, 5000], [3000, 7000], 0.05)).toEqual({
      lower: expect.closeTo(0.2, 1),
      upper: expect.closeTo(0.2, 1),
    })
    expect(totalVariationInterval([5000, 5000], [3000, 7000], 0.05).lower).toBeGreaterThan(0.18)
  })

  test('leave room where nothing differs, and where everything does', () => {
    expect(totalVariationInterval([20, 30], [20, 30], 0.05)).toMatchObject({ lower: 0 })
    expect(totalVariationUpperBound([20, 30], [20, 30], 0.05)).toBeGreaterThan(0.1)
    expect(totalVariationUpperBound([50], [50], 0.05)).toBeGreaterThan(0)
    const { lower, upper } = totalVariationInterval([10, 0], [0, 10], 0.05)
    expect(lower).toBeLessThan(1)
    expect(upper).toBe(1)
  })

  test('do not depend on the order of the categories, nor on those that never occur', () => {
    const found = totalVariationInterval([10, 40, 50], [30, 30, 40], 0.05)
    expect(totalVariationInterval([50, 0, 10, 40], [40, 0, 30, 30], 0.05)).toEqual({
      lower: expect.closeTo(found.lower, 14),
      upper: expect.closeTo(found.upper, 14),
    })
  })

  test('say at which level a distance is relevant', () => {
    const [reference, sample] = [
      [400, 300, 300],
      [250, 350, 400],
    ]
    for (const effect of [0, 0.02, 0.05, 0.08]) {
      const { pValue, log10P } = totalVariationRelevantP(reference, sample, effect)
      expect(totalVariationInterval(reference, sample, pValue).lower).toBeCloseTo(effect, 9)
      expect(log10P).toBeCloseTo(Math.log10(pValue), 12)
    }
    expect(totalVariationRelevantP(reference, sample, 0.5)).toEqual({ pValue: 1, log10P: 0 })
  })

  test('need counts, a level and an effect', () => {
    expect(() => totalVariationInterval([0, 0], [1, 2], 0.05)).toThrow(RangeError)
    expect(() => totalVariationInterval([1], [1, 2], 0.05)).toThrow(RangeError)
    expect(() => totalVariationInterval([1, 2], [1, 2], 0)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A level lies between 0 and 1, unlike 0.]`,
    )
    expect(() => totalVariationRelevantP([1, 2], [1, 2], -0.1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: An effect that matters cannot be -0.1.]`,
    )
  })
})
