import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Weighted } from '../../src/core/metric.ts'
import {
  chiSquareContingency,
  effectiveSize,
  kishSize,
  kolmogorovSurvival,
  ksTwoSample,
  moments,
  tally,
  totalVariation,
  type WeightedData,
  weightedKs,
  weightedMeans,
  weightedShares,
  welchTTest,
} from '../../src/stats/index.ts'
import { randomSource } from '../../src/stats/random-source.ts'

// Rows (value, weight): (1, 2) (1, 1.5) (2, 1) (2, 3) (3, .5) (4, 1) and (2, 1) (3, 2) (3, .5) (4, 4) (5, 1.5).
const values = [1, 2, 3, 4, 5]
const data: WeightedData = {
  reference: { weights: [3.5, 4, 0.5, 1, 0], squares: 17.5 },
  sample: { weights: [0, 1, 2.5, 4, 1.5], squares: 23.5 },
}
const swapped: WeightedData = { reference: data.sample, sample: data.reference }
const n = { reference: 81 / 17.5, sample: 81 / 23.5 }

describe('Kish’s effective size', () => {
  test('is the number of rows when they weigh the same, whatever that is', () => {
    expect(kishSize(7 * 0.3, 7 * 0.3 ** 2)).toBeCloseTo(7, 12)
  })

  test('is 1 when one row has all the weight', () => {
    expect(kishSize(5, 25)).toBe(1)
  })

  test.each([
    [0, 0],
    [1, 0],
    [2, 5],
    [Number.NaN, 1],
    [1, Number.POSITIVE_INFINITY],
  ])('needs sums that weights can have, unlike %f and %f', (total, squares) => {
    expect(() => kishSize(total, squares)).toThrow(RangeError)
  })
})

describe('with weights', () => {
  test.each([
    // max(abs(cumsum(v) / sum(v) - cumsum(w) / sum(w))) of numpy; scipy.stats.kstwobign.sf(D * en ** .5), exp(-2 en D²)
    ['two-sided', 0.7222222222222222, 0.25413367505705836],
    ['greater', 0.7222222222222222, 0.12732968519487883],
    ['less', 0, 1],
  ] as const)('distribution functions differ as NumPy and SciPy say, %s', (alternative, statistic, p) => {
    const found = weightedKs(data, { alternative })
    expect(found.statistic).toBeCloseTo(statistic, 14)
    expect(found.pValue).toBeCloseTo(p, 13)
    expect(found.log10P).toBeCloseTo(Math.log10(p), 13)
    expect(found.n).toEqual({
      reference: expect.closeTo(n.reference, 13),
      sample: expect.closeTo(n.sample, 13),
    })
  })

  test('the gap has a place and a sign', () => {
    expect(weightedKs(data)).toMatchObject({ location: 1, sign: 1 })
    expect(weightedKs(swapped)).toMatchObject({ location: 1, sign: -1 })
  })

  test('shares differ as SciPy says of effective counts', () => {
    // scipy.stats.chi2_contingency([v / sum(v) * n_v, w / sum(w) * n_w], correction=False)
    expect(weightedShares(data)).toMatchObject({
      statistic: expect.closeTo(4.35327031152306, 12),
      pValue: expect.closeTo(0.3603020230642059, 12),
      degreesOfFreedom: 4,
      totalVariation: expect.closeTo(0.7222222222222222, 14),
      smallestExpected: expect.closeTo(0.24519979, 8),
      shareBelowFive: 1,
    })
  })

  test('means differ as NumPy and SciPy say', () => {
    // numpy.average(x, weights=w), numpy.cov(x, aweights=w); ttest_ind_from_stats(…, equal_var=False) at these sizes
    expect(weightedMeans(data, values)).toMatchObject({
      statistic: expect.closeTo(-2.376841181245453, 12),
      pValue: expect.closeTo(0.059188862262022954, 12),
      degreesOfFreedom: expect.closeTo(5.454584856737016, 12),
      difference: expect.closeTo(1.8888888888888888 - 3.6666666666666665, 13),
    })
  })
})

describe('with all weights 1', () => {
  const side = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 40 })
  const always = (claim: (first: number[], second: number[], ones: ReturnType<typeof withOnes>) => void) =>
    fc.assert(
      fc.property(side, side, (first, second) => claim(first, second, withOnes(first, second))),
      { seed: 5, numRuns: 300 },
    )

  test('distribution functions differ as without, by the limit distribution', () => {
    always((first, second, { weighted, counts }) => {
      const [found, plain] = [weightedKs(weighted), ksTwoSample(counts)]
      const z = Math.sqrt(effectiveSize(first.length, second.length)) * plain.statistic
      expect(found.statistic).toBeCloseTo(plain.statistic, 14)
      expect(found.sign).toBe(plain.sign)
      if (plain.statistic > 0) expect(counts.values[found.location]).toBe(plain.location)
      expect(found.pValue).toBeCloseTo(kolmogorovSurvival(z), 12)
    })
  })

  test('shares differ as in Pearson’s test', () => {
    always((_first, _second, { weighted, counts }) => {
      const [found, plain] = [
        weightedShares(weighted),
        chiSquareContingency([counts.reference, counts.sample]),
      ]
      expect(found.statistic).toBeCloseTo(plain.statistic, 11)
      expect(found.pValue).toBeCloseTo(plain.pValue, 11)
      expect(found.degreesOfFreedom).toBe(plain.degreesOfFreedom)
      expect(found.smallestExpected).toBeCloseTo(plain.smallestExpected, 11)
      expect(found.totalVariation).toBeCloseTo(totalVariation(counts.reference, counts.sample), 13)
    })
  })

  test('means differ as in Welch’s test', () => {
    always((first, second, { weighted, counts }) => {
      const [found, plain] = [
        weightedMeans(weighted, counts.values),
        welchTTest(moments(first), moments(second)),
      ]
      if (found.undecidable || plain.undecidable) throw new Error('three values are enough')
      expect(found.degenerate).toBe(plain.degenerate)
      expect(found.difference).toBeCloseTo(plain.difference, 12)
      expect(found.pValue).toBeCloseTo(plain.pValue, 10)
      if (Number.isFinite(plain.cohensD)) expect(found.cohensD).toBeCloseTo(plain.cohensD, 10)
    })
  })
})

test('weights in another unit change nothing', () => {
  const scaled = (by: number): WeightedData => ({
    reference: { weights: [3.5 * by, 4 * by, by / 2, by, 0], squares: 17.5 * by * by },
    sample: { weights: [0, by, 2.5 * by, 4 * by, 1.5 * by], squares: 23.5 * by * by },
  })
  for (const by of [2 ** -300, 2 ** 20, 2 ** 300]) {
    expect(weightedKs(scaled(by))).toEqual(weightedKs(data))
    expect(weightedShares(scaled(by))).toEqual(weightedShares(data))
    expect(weightedMeans(scaled(by), values)).toEqual(weightedMeans(data, values))
  }
})

test('weighted tests keep their level, tests that take weights for numbers of rows do not', () => {
  const random = randomSource('weights')
  const rejections = { ks: 0, shares: 0, means: 0, naiveKs: 0, naiveShares: 0 }
  for (let run = 0; run < 1000; run++) {
    const [first, second] = [heavyRows(random.next, 300), heavyRows(random.next, 200)]
    const drawn = { reference: first, sample: second }
    const means = weightedMeans(drawn, first.values)
    const total = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0)
    const naive = Math.sqrt(effectiveSize(total(first.weights), total(second.weights)))
    if (weightedKs(drawn).pValue <= 0.05) rejections.ks++
    if (weightedShares(drawn).pValue <= 0.05) rejections.shares++
    if (!means.undecidable && means.pValue <= 0.05) rejections.means++
    if (kolmogorovSurvival(naive * weightedKs(drawn).statistic) <= 0.05) rejections.naiveKs++
    if (chiSquareContingency([first.weights, second.weights]).pValue <= 0.05) rejections.naiveShares++
  }
  // scipy.stats.binom(1000, 0.05).ppf([0.0005, 0.9995]); ties make Kolmogorov–Smirnov conservative.
  expect(rejections.ks).toBeLessThanOrEqual(74)
  for (const count of [rejections.shares, rejections.means]) {
    expect(count).toBeGreaterThanOrEqual(29)
    expect(count).toBeLessThanOrEqual(74)
  }
  expect(rejections.naiveKs).toBeGreaterThan(300)
  expect(rejections.naiveShares).toBeGreaterThan(500)
})

test('one value, or one category, differs in nothing', () => {
  const one: WeightedData = {
    reference: { weights: [3], squares: 5 },
    sample: { weights: [0.2], squares: 0.02 },
  }
  expect(weightedKs(one)).toMatchObject({ statistic: 0, pValue: 1, log10P: 0 })
  expect(weightedShares(one)).toMatchObject({ statistic: 0, degreesOfFreedom: 0, pValue: 1, log10P: 0 })
})

test('equal values have no spread, and fewer than two effective rows decide nothing', () => {
  const two: WeightedData = {
    reference: { weights: [0, 0.2], squares: 0.02 },
    sample: { weights: [9, 0], squares: 9 },
  }
  expect(weightedMeans(two, [0.3, 0.1])).toMatchObject({ degenerate: true, pValue: 0 })
  const few: WeightedData = { ...two, sample: { weights: [9, 1], squares: 81.01 } }
  expect(weightedMeans(few, [0.3, 0.1]).undecidable).toBe('too few values')
})

test('answers of an engine can be given as they are', () => {
  const side = { weights: Float64Array.of(1, 2), squares: 3, n: 3, unusable: 1 }
  const answer: Weighted = { values: ['a', 'b'], reference: side, sample: side }
  expect(weightedShares(answer)).toMatchObject({ statistic: 0, pValue: 1 })
})

test('weights that cannot be compared are refused', () => {
  const none = { weights: [0, 0, 0, 0, 0], squares: 0 }
  expect(() => weightedKs({ ...data, sample: none })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The weights of the sample add up to 0, so there is nothing to compare.]`,
  )
  expect(() => weightedShares({ ...data, reference: none })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The weights of the reference add up to 0, so there is nothing to compare.]`,
  )
  expect(() =>
    weightedKs({ ...data, sample: { weights: [1], squares: 1 } }),
  ).toThrowErrorMatchingInlineSnapshot(`[RangeError: There are 5 reference weights and 1 sample weights.]`)
  expect(() =>
    weightedKs({ ...data, sample: { weights: [1, 1, 1, 1, -1], squares: 5 } }),
  ).toThrowErrorMatchingInlineSnapshot(`[RangeError: A weight cannot be -1.]`)
  expect(() =>
    weightedKs({ ...data, sample: { weights: [1e200, 0, 0, 0, 0], squares: 1e300 } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The weights of the sample add up to 1e+200, which cannot be compared.]`,
  )
  expect(() => weightedMeans(data, [1, 2, 3, 4, Number.NaN])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A mean cannot be taken of NaN.]`,
  )
  expect(() => weightedMeans(data, [1])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: There are 1 values and 5 weights.]`,
  )
})

function withOnes(first: readonly number[], second: readonly number[]) {
  const counts = tally(first, second)
  const weighted: WeightedData = {
    reference: { weights: counts.reference, squares: first.length },
    sample: { weights: counts.sample, squares: second.length },
  }
  return { weighted, counts }
}

/** Rows of one of ten values with a weight of 1 to 20 that does not hang on it. */
function heavyRows(next: () => number, rows: number) {
  const weights = new Float64Array(10)
  let squares = 0
  for (let row = 0; row < rows; row++) {
    const weight = 1 + Math.floor(20 * next() ** 4)
    const place = Math.floor(10 * next())
    weights[place] = (weights[place] ?? 0) + weight
    squares += weight ** 2
  }
  return { weights, squares, values: Float64Array.from(weights, (_, place) => place) }
}
