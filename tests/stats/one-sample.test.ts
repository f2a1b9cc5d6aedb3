import { describe, expect, test } from 'vitest'
import {
  chiSquareGoodnessOfFit,
  cumulativeProbability,
  type Distribution,
  ksOneSample,
} from '../../src/stats/index.ts'

const values = [0.3, 1.2, 2.5, 0.8, 3.1, 0.05, 1.9, 0.9, 1.1, 4.2]

describe('the one-sample Kolmogorov–Smirnov test', () => {
  test.each<[Distribution, number, number, number, number]>([
    // scipy.stats.kstest(values, scipy.stats.norm(1.5, 1.2).cdf, alternative=…) and so on: statistic and p of
    // two-sided, p of less, p of greater
    [
      { name: 'normal', loc: 1.5, scale: 1.2 },
      0.19870632568292373,
      0.7553575696343565,
      0.7185179911006747,
      0.4011189532704598,
    ],
    [{ name: 'uniform', scale: 5 }, 0.36, 0.11475811020083448, 0.9890631472731564, 0.05738185508264466],
    [
      { name: 'exponential', scale: 1.6 },
      0.19346934028736656,
      0.7820584988507501,
      0.419186325946106,
      0.8640644228897769,
    ],
    [
      { name: 'lognormal', shape: 0.9, scale: 1.2 },
      0.138259675481601,
      0.9771251779534026,
      0.6729891370763446,
      0.627957152399454,
    ],
    [
      { name: 'gamma', shape: 1.4, scale: 1.1 },
      0.14378202429759673,
      0.9675468228228943,
      0.6069716311159252,
      0.7750428226479484,
    ],
    [
      { name: 'beta', a: 1.2, b: 3, scale: 5 },
      0.1400812935807597,
      0.9742155964794781,
      0.6210586831423879,
      0.7042263874130641,
    ],
    [
      { name: 'chi-square', degreesOfFreedom: 2 },
      0.14881163609402653,
      0.9567943564406103,
      0.6600634533387235,
      0.5876983518592805,
    ],
    [
      { name: 'student-t', degreesOfFreedom: 4, loc: 1.5 },
      0.21043928586127014,
      0.6939604979423164,
      0.7199504673030552,
      0.36232688018706033,
    ],
    [
      { name: 'weibull', shape: 1.3, scale: 1.7 },
      0.1294872916195554,
      0.9879855354046343,
      0.7202997765366719,
      0.6607762067691294,
    ],
  ])('against %o is that of SciPy', (distribution, statistic, both, less, greater) => {
    const found = ksOneSample(values, distribution)
    expect(found.statistic).toBeCloseTo(statistic, 13)
    expect(found.pValue).toBeCloseTo(both, 12)
    expect(ksOneSample(values, distribution, 'less').pValue).toBeCloseTo(less, 12)
    expect(ksOneSample(values, distribution, 'greater').pValue).toBeCloseTo(greater, 12)
  })

  test('takes any distribution function', () => {
    // scipy.stats.kstest([-1, 0, 2], 'logistic', alternative='less')
    expect(ksOneSample([-1, 0, 2], x => 1 / (1 + Math.exp(-x)), 'less')).toMatchObject({
      statistic: expect.closeTo(0.2689414213699951, 14),
      pValue: expect.closeTo(0.5669472070287318, 13),
      location: -1,
      n: 3,
    })
    expect(() => ksOneSample([1], () => 2)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A distribution function cannot give 2 at 1.]`,
    )
    expect(() => ksOneSample([1], () => Number.NaN)).toThrow(RangeError)
  })

  test('has the p of the limit where there are many values', () => {
    // scipy.stats.kstest((numpy.arange(200000) + 0.5) / 200000 * 0.999 + 0.002, 'uniform', alternative='less')
    const many = Array.from({ length: 200_000 }, (_, i) => ((i + 0.5) / 200_000) * 0.999 + 0.002)
    expect(ksOneSample(many, { name: 'uniform' }, 'less').pValue).toBeCloseTo(0.20082264144730794, 6)
  })

  test('has a logarithm where p underflows, and allows infinite values', () => {
    const found = ksOneSample(new Array(1000).fill(-1), { name: 'uniform', loc: -1.01, scale: 100 })
    // 2 * (1 - D)^n + …, the first term of Smirnov's formula, since D = 0.9999
    expect(found).toMatchObject({ pValue: 0, log10P: expect.closeTo(-4000 + Math.log10(2), 6) })
    expect(ksOneSample([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1], { name: 'normal' }).n).toBe(3)
    expect(ksOneSample([-1], { name: 'uniform' })).toMatchObject({ statistic: 1, pValue: 0 })
  })

  test('needs numbers and possible parameters', () => {
    expect(() => ksOneSample([], { name: 'normal' })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A sample without values has no distribution.]`,
    )
    expect(() => ksOneSample([Number.NaN], { name: 'normal' })).toThrow(RangeError)
    expect(() => ksOneSample([1], { name: 'normal', scale: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The distribution normal cannot have the scale 0.]`,
    )
    expect(() => ksOneSample([1], { name: 'gamma', shape: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The distribution gamma cannot have the shape -1.]`,
    )
    expect(() =>
      cumulativeProbability({ name: 'normal', loc: Number.NaN }, 1),
    ).toThrowErrorMatchingInlineSnapshot(`[RangeError: The distribution normal cannot have the loc NaN.]`)
    expect(() => cumulativeProbability({ name: 'normal' }, Number.NaN)).toThrow(RangeError)
  })
})

describe('the goodness of fit', () => {
  test('is that of SciPy, with weights of any size', () => {
    // scipy.stats.chisquare([16, 18, 16], [25, 15, 10])
    expect(chiSquareGoodnessOfFit([16, 18, 16], [5, 3, 2])).toMatchObject({
      statistic: expect.closeTo(7.44, 12),
      pValue: expect.closeTo(0.024233967845691113, 14),
      degreesOfFreedom: 2,
      total: 50,
      smallestExpected: expect.closeTo(10, 12),
    })
  })

  test('is impossible when a category occurs that cannot', () => {
    expect(chiSquareGoodnessOfFit([5, 1], [1, 0])).toMatchObject({
      statistic: Number.POSITIVE_INFINITY,
      pValue: 0,
      log10P: Number.NEGATIVE_INFINITY,
    })
  })

  test('leaves out categories that cannot occur and do not', () => {
    expect(chiSquareGoodnessOfFit([16, 0, 18, 16], [5, 0, 3, 2])).toEqual(
      chiSquareGoodnessOfFit([16, 18, 16], [5, 3, 2]),
    )
    expect(chiSquareGoodnessOfFit([5, 0], [1, 0])).toMatchObject({ pValue: 1, degreesOfFreedom: 0 })
  })

  test('needs counts and weights', () => {
    expect(() => chiSquareGoodnessOfFit([1], [1, 2])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: There are 1 counts and 2 weights.]`,
    )
    expect(() => chiSquareGoodnessOfFit([0, 0], [1, 2])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: All counts are 0, so there is nothing to compare.]`,
    )
    expect(() => chiSquareGoodnessOfFit([1, 1], [0, 0])).toThrow(RangeError)
    expect(() => chiSquareGoodnessOfFit([0.5, 1], [1, 1])).toThrow(RangeError)
    expect(() => chiSquareGoodnessOfFit([1, 1], [1, Number.NaN])).toThrow(RangeError)
  })
})
