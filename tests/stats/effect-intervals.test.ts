import { describe, expect, test } from 'vitest'
import {
  chiSquareSurvival,
  cliffsDeltaInterval,
  cohensDInterval,
  cramersV,
  cramersVInterval,
  mannWhitneyU,
  moments,
  noncentralChiSquareSurvival,
  noncentralChiSquareSurvivalLog10,
  pooledTTest,
  type RandomSource,
  randomSource,
  tally,
} from '../../src/stats/index.ts'

describe('the noncentral chi-square distribution', () => {
  test.each([
    // scipy.stats.ncx2.sf(x, df, lambda)
    [10, 3, 2, 0.10143503648600136],
    [3, 9, 40, 0.9999999956181581],
    [1e4, 50, 9000, 5.300063468510094e-7],
    [1e6, 9, 990_000, 2.742041096991993e-7],
    [1e-5, 1, 3, 0.9994370111596654],
    // mpmath.nsum of the Poisson mixture at 40 digits
    [500, 1, 100, 2.1326721591090172e-35],
  ])('exceeds %d with %d degrees of freedom and noncentrality %d as in SciPy', (x, df, lambda, p) => {
    expect(noncentralChiSquareSurvival(x, df, lambda) / p).toBeCloseTo(1, 11)
  })

  test('has a logarithm where the probability underflows', () => {
    // mpmath.log10(mpmath.nsum(…))
    expect(noncentralChiSquareSurvivalLog10(3000, 3, 2)).toBeCloseTo(-618.7739595467381, 9)
    expect(noncentralChiSquareSurvivalLog10(Number.POSITIVE_INFINITY, 3, 2)).toBe(Number.NEGATIVE_INFINITY)
  })

  test('is the central one without a noncentrality', () => {
    expect(noncentralChiSquareSurvival(5, 3, 0)).toBeCloseTo(chiSquareSurvival(5, 3), 14)
    expect(noncentralChiSquareSurvival(5, 3, 1e-12)).toBeCloseTo(chiSquareSurvival(5, 3), 11)
    expect(noncentralChiSquareSurvival(0, 3, 2)).toBe(1)
  })

  test('has a domain', () => {
    expect(() => noncentralChiSquareSurvival(1, 3, -1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A noncentrality cannot be -1.]`,
    )
    expect(() => noncentralChiSquareSurvival(Number.NaN, 3, 1)).toThrow(RangeError)
    expect(() => noncentralChiSquareSurvival(1, 0, 1)).toThrow(RangeError)
  })
})

describe('bounds of Cramér’s V', () => {
  test('are those of the noncentral chi-square distribution', () => {
    // brentq(lambda l: scipy.stats.ncx2.sf(X2, df, l) - q, …) for q = 0.05 and 0.95, then sqrt(l / N)
    expect(
      cramersVInterval(
        [
          [12, 5, 7],
          [3, 9, 11],
        ],
        0.05,
      ),
    ).toEqual({
      lower: expect.closeTo(0.10383125347330521, 11),
      upper: expect.closeTo(0.6154040445528699, 11),
    })
  })

  test('hold the observed V between them, unless that is noise', () => {
    const table = [
      [120, 50, 70],
      [30, 90, 110],
    ]
    const { lower, upper } = cramersVInterval(table, 0.05)
    expect(lower).toBeLessThan(cramersV(table))
    expect(upper).toBeGreaterThan(cramersV(table))
    const same = [
      [100, 200, 300],
      [10, 20, 30],
    ]
    expect(cramersVInterval(same, 0.05)).toEqual({ lower: 0, upper: 0 })
  })

  test('lie within 0 and 1, and are 0 for a single category', () => {
    const apart = [
      [0, 20],
      [15, 0],
    ]
    expect(cramersVInterval(apart, 0.05).upper).toBe(1)
    expect(cramersVInterval([[5], [9]], 0.05)).toEqual({ lower: 0, upper: 0 })
    expect(() => cramersVInterval([[5], [9]], 1)).toThrow(RangeError)
    expect(() => cramersVInterval([[0], [9]], 0.05)).toThrow(RangeError)
  })
})

test('the bounds of Cohen’s d hold the observed one between them', () => {
  const run = pooledTTest(moments([1, 2, 3, 4]), moments([2, 3, 4, 9]))
  if (run.undecidable) throw new Error('There are enough values.')
  // scipy.stats.nct with the statistic of ttest_ind([1, 2, 3, 4], [2, 3, 4, 9]), brentq, times sqrt(1 / 2)
  expect(cohensDInterval(run, 0.05)).toEqual({
    lower: expect.closeTo(-2.034908762304241, 11),
    upper: expect.closeTo(0.4184977074796868, 11),
  })
})

describe('bounds of Cliff’s delta', () => {
  const normal = (random: RandomSource) =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const oneIn = (random: RandomSource, share: number) => (random.next() < share ? 1 : 0)

  test.each([
    ['equal normal values', normal, normal, 20, 30, 0],
    ['a much wider sample', normal, (random: RandomSource) => 20 * normal(random), 300, 20, 0],
    [
      'uniform values that are shifted',
      (random: RandomSource) => random.next(),
      (random: RandomSource) => random.next() - 0.5,
      30,
      30,
      0.75,
    ],
    [
      'two values only',
      (random: RandomSource) => oneIn(random, 0.1),
      (random: RandomSource) => oneIn(random, 0.3),
      100,
      60,
      -0.2,
    ],
  ] as const)('are wrong about once in twenty times at most: %s', (name, first, second, m, n, truth) => {
    const random = randomSource(name)
    let [tooHigh, tooLow] = [0, 0]
    for (let round = 0; round < 400; round++) {
      const reference = Array.from({ length: m }, () => first(random))
      const sample = Array.from({ length: n }, () => second(random))
      const { lower, upper } = cliffsDeltaInterval(tally(reference, sample), 0.05)
      if (lower > truth) tooHigh++
      if (upper < truth) tooLow++
    }
    // scipy.stats.binom.isf(1e-4, 400, 0.05)
    expect(tooHigh).toBeLessThanOrEqual(38)
    expect(tooLow).toBeLessThanOrEqual(38)
  })

  test('hold the observed one between them, and turn around with the samples', () => {
    const [a, b] = [
      [1, 2, 2, 3, 3],
      [1, 2, 3, 3, 4, 5, 6],
    ]
    const { lower, upper } = cliffsDeltaInterval(tally(a, b), 0.05)
    const turned = cliffsDeltaInterval(tally(b, a), 0.05)
    const { cliffsDelta } = mannWhitneyU(tally(a, b))
    expect(lower).toBeLessThan(cliffsDelta)
    expect(upper).toBeGreaterThan(cliffsDelta)
    expect([turned.lower, turned.upper]).toEqual([expect.closeTo(-upper, 12), expect.closeTo(-lower, 12)])
  })

  test('leave room for disjoint samples and for single values', () => {
    const disjoint = cliffsDeltaInterval(tally([1, 2, 3, 4, 5, 6], [7, 8, 9, 10]), 0.05)
    expect(disjoint.lower).toBe(-1)
    expect(disjoint.upper).toBeGreaterThan(-0.9)
    expect(cliffsDeltaInterval(tally([1], [2]), 0.05).upper).toBeGreaterThan(0)
    expect(() => cliffsDeltaInterval(tally([], [2]), 0.05)).toThrow(RangeError)
  })
})
