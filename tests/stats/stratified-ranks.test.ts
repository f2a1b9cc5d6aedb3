import { expect, test } from 'vitest'
import { aucInterval, aucRelevantP, mannWhitneyU, stratifiedRankTest, tally } from '../../src/stats/index.ts'

test('ranks within one stratum are those of Mann and Whitney', () => {
  const data = tally([1, 2, 2, 3, 3], [1, 2, 3, 3, 4, 5, 6])
  const { pValue, auc } = mannWhitneyU(data, { alternative: 'greater', method: 'asymptotic' })
  expect(stratifiedRankTest([data])).toMatchObject({ pValue, auc })
})

test('strata add up their statistics and variances', () => {
  // u and m n / 2 from scipy.stats.mannwhitneyu, variances tiecorrect(rankdata(x + y)) * m * n * (m + n + 1) / 12;
  // z = (u - mu - .5) / sqrt(v), p = scipy.stats.norm.sf(z)
  expect(stratifiedRankTest([tally([3, 5, 5, 7], [1, 2, 5]), tally([9, 4], [8, 7, 4, 2])])).toMatchObject({
    auc: 15.5 / 20,
    z: expect.closeTo(1.4456722148766095, 13),
    pValue: expect.closeTo(0.07413458054956329, 14),
  })
})

test('a stratum of equal values adds nothing', () => {
  expect(stratifiedRankTest([tally([1, 1], [1])])).toEqual({ z: 0, auc: 0.5, pValue: 1, log10P: 0 })
})

test('there are no ranks without values', () => {
  expect(() => stratifiedRankTest([])).toThrow(RangeError)
  expect(() => stratifiedRankTest([tally([1], [])])).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A stratum without values has no ranks.]`,
  )
})

// scipy.optimize.brentq of |auc − θ| − z √V(θ), with Hanley and McNeil's V(θ) and (m + n) / 2 − 1 for both of its sizes.
test.each([
  [1, 20, 20, 0.898668135763534, 1],
  [0.5, 50, 50, 0.3896673675233985, 0.6103326324766015],
  [0.8, 30, 70, 0.6866591833011748, 0.8762190433582607],
  [0.05, 10, 12, 0.008814117617476499, 0.2632831397467501],
])('the interval of an AUC of %f from %i and %i values', (auc, m, n, lower, upper) => {
  const found = aucInterval(auc, m, n)
  expect(found.lower).toBeCloseTo(lower, 12)
  expect(found.upper).toBeCloseTo(upper, 12)
})

test('the interval of an AUC needs an AUC and values', () => {
  expect(() => aucInterval(1.1, 5, 5)).toThrow(RangeError)
  expect(() => aucInterval(0.5, 0, 5)).toThrow(RangeError)
  expect(() => aucInterval(0.5, 5, 5, 1)).toThrow(RangeError)
})

test('an AUC is relevant where it is far above the one that does not matter', () => {
  // scipy.stats.norm.sf((auc - t) / sqrt(t * (1 - t) * (1 + ((m + n) / 2 - 1) * ((1 - t) / (2 - t) + t / (1 + t))) / m / n))
  // with t = (1 + effect) / 2
  expect(aucRelevantP(0.7, 0.1, 100, 100).pValue).toBeCloseTo(0.0001131939199136929, 12)
  const { pValue, log10P } = aucRelevantP(0.9, 0.5, 40, 300)
  expect(pValue).toBeCloseTo(0.00012386513312349069, 12)
  expect(log10P).toBeCloseTo(Math.log10(pValue), 10)
  expect(2 * aucInterval(0.9, 40, 300, 1 - 2 * pValue).lower - 1).toBeCloseTo(0.5, 9)
  expect(aucRelevantP(0.4, 0, 10, 10).pValue).toBeGreaterThan(0.5)
  expect(aucRelevantP(1, 1, 10, 10)).toEqual({ pValue: 1, log10P: 0 })
  expect(() => aucRelevantP(0.5, -1, 5, 5)).toThrow(RangeError)
})
