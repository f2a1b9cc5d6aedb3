import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  andersonDarling,
  andersonDarlingKSample,
  countedQuantile,
  energyDistance,
  mannWhitneyU,
  tally,
  wasserstein1,
} from '../../src/stats/index.ts'

const reference = [2.1, 3.4, 1.9, 5.6, 4.4, 3.8]
const sample = [4.1, 6.3, 5.9, 7.7, 3.9, 8.2, 5.0, 6.6]
const tiedReference = [1, 2, 2, 3, 5, 8, 13]
const tiedSample = [2, 3, 5, 5, 8, 21, 34, 55]

const whole = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 12 })

describe('distances of two samples', () => {
  test('are those of SciPy', () => {
    // scipy.stats.wasserstein_distance(a, b), energy_distance(a, b)
    expect(wasserstein1(tally(tiedReference, tiedSample))).toBeCloseTo(11.767857142857142, 13)
    expect(energyDistance(tally(tiedReference, tiedSample))).toBeCloseTo(2.446233047452548, 13)
    expect(wasserstein1(tally(reference, sample))).toBeCloseTo(2.429166666666667, 13)
    expect(energyDistance(tally(reference, sample))).toBeCloseTo(1.4637992804115372, 13)
  })

  test('of samples of equal size are the mean distance of sorted values', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 15 }), pairs => {
        const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b)
        const [a, b] = [ascending(pairs.map(([x]) => x)), ascending(pairs.map(([, y]) => y))]
        const mean = a.reduce((sum, value, k) => sum + Math.abs(value - (b[k] ?? 0)), 0) / a.length
        expect(wasserstein1(tally(a, b))).toBeCloseTo(mean, 10)
      }),
      { seed: 7 },
    )
  })

  test('do not overflow, and are infinite only for a different share of an infinity', () => {
    expect(wasserstein1(tally([1.5e308], [-1.5e308]))).toBe(Number.POSITIVE_INFINITY)
    expect(wasserstein1(tally([1.5e308, 0], [-1.5e308, 0]))).toBeCloseTo(1.5e308, -295)
    const infinity = Number.POSITIVE_INFINITY
    expect(wasserstein1(tally([1, infinity], [2, infinity]))).toBe(0.5)
    expect(energyDistance(tally([1, infinity], [2, 3]))).toBe(infinity)
  })

  test('need values', () => {
    expect(() => wasserstein1(tally([], [1]))).toThrow(RangeError)
  })
})

describe('the Mann–Whitney test', () => {
  test.each([
    // scipy.stats.mannwhitneyu(a, b, alternative=…, method=…)
    ['two-sided', 'exact', 0.012654012654012654],
    ['two-sided', 'asymptotic', 0.01692468846845316],
    ['greater', 'exact', 0.996003996003996],
    ['greater', 'asymptotic', 0.9940894310816889],
    ['less', 'exact', 0.006327006327006327],
    ['less', 'asymptotic', 0.00846234423422658],
  ] as const)('%s, %s, is that of SciPy', (alternative, method, p) => {
    expect(mannWhitneyU(tally(reference, sample), { alternative, method })).toMatchObject({
      statistic: 5,
      pValue: expect.closeTo(p, 13),
      method,
    })
  })

  test('has as its statistic the number of pairs won', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const won = a
          .flatMap(x => b.map(y => (x > y ? 1 : x === y ? 0.5 : 0)))
          .reduce<number>((s, v) => s + v, 0)
        const found = mannWhitneyU(tally(a, b))
        expect(found.statistic).toBe(won)
        expect(found.auc).toBe(won / (a.length * b.length))
        expect(found.pValue).toBeLessThanOrEqual(1)
      }),
      { seed: 8 },
    )
  })

  test('finds nothing when all values are equal, and sees infinities', () => {
    expect(mannWhitneyU(tally([3, 3], [3, 3, 3]))).toMatchObject({ pValue: 1, auc: 0.5, cliffsDelta: 0 })
    expect(mannWhitneyU(tally([Number.POSITIVE_INFINITY], [1])).auc).toBe(1)
  })

  test('is not exact in the presence of ties', () => {
    expect(() => mannWhitneyU(tally([1, 2], [2]), { method: 'exact' })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: An exact p needs samples without ties.]`,
    )
  })
})

test('the Anderson–Darling statistic is that of SciPy', () => {
  // scipy.stats.anderson_ksamp([a, b, c], variant='midrank'), and of two with variant='right'
  const third = [0.1, 0.4, 0.7, 1.1, 1.9]
  expect(andersonDarlingKSample([reference, sample, third])).toBeCloseTo(7.1545066411938, 12)
  expect(andersonDarling(tally(tiedReference, tiedSample), { ties: 'right' })).toBeCloseTo(
    0.5081743907956076,
    12,
  )
  expect(() =>
    andersonDarlingKSample([
      [1, 1],
      [1, 1],
    ]),
  ).toThrow(RangeError)
})

test('quantiles interpolate between order statistics', () => {
  // numpy.quantile(np.repeat([1, 5, 9], [1, 0, 2]), [0, .25, 1])
  const at = (q: number) => countedQuantile([1, 5, 9], [1, 0, 2], q)
  expect([at(0), at(0.25), at(1)]).toEqual([1, 5, 9])
  expect(countedQuantile([1, Number.POSITIVE_INFINITY], [1, 1], 1)).toBe(Number.POSITIVE_INFINITY)
  expect(() => countedQuantile([1], [0], 0.5)).toThrow(RangeError)
})
