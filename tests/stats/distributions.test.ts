import { expect, test } from 'vitest'
import {
  chiSquareInverseSurvival,
  chiSquareSurvival,
  complementaryBeta,
  kolmogorovInverseSurvival,
  kolmogorovSurvival,
  ksOneSamplePValue,
  lowerGamma,
  normalInverseSurvival,
  normalSurvival,
  studentTCritical,
  studentTSurvival,
  studentTTwoSided,
  studentTTwoSidedLog10,
  upperGamma,
} from '../../src/stats/index.ts'

/** Number, reference, and the call that made the reference. */
const values = [
  // Where @stdlib's incomplete gamma function gives 0.7716.
  [chiSquareSurvival(9900, 10000), 0.7595200856839792, 'scipy.stats.chi2.sf(9900, 10000)'],
  [chiSquareSurvival(1400, 1), 2.1010145162642176e-306, 'mpmath.gammainc(0.5, 700, inf, regularized=True)'],
  [upperGamma(1e6, 1.002e6), 0.022804095898769836, 'scipy.special.gammaincc(1e6, 1.002e6)'],
  [lowerGamma(50, 20), 1.2458926079719434e-8, 'scipy.special.gammainc(50, 20)'],
  [chiSquareInverseSurvival(1e-6, 4), 33.37684158171984, 'scipy.stats.chi2.isf(1e-6, 4)'],
  [studentTTwoSided(3, 2.5), 0.07257609554903184, 'mpmath.betainc(1.25, 0.5, 0, 2.5/11.5, regularized=True)'],
  [
    studentTTwoSided(1e-8, 1),
    0.9999999936338023,
    'mpmath.betainc(0.5, 0.5, 0, 1/(1+1e-16), regularized=True)',
  ],
  [studentTTwoSided(37, 1e8), 1.1504999776822916e-299, 'mpmath.betainc(5e7, 0.5, 0, …, regularized=True)'],
  [studentTTwoSidedLog10(40, 5e6), -349.0803291718926, 'mpmath.log10(betainc(2.5e6, 0.5, 0, …))'],
  [studentTTwoSidedLog10(60, 1000), -332.923977000881, 'mpmath.log10(betainc(500, 0.5, 0, …))'],
  [studentTCritical(0.01, 3.5), 5.085702223091258, 'scipy.stats.t.isf(0.005, 3.5)'],
  [
    complementaryBeta(1e-16, 0.5, 0.5),
    0.9999999936338023,
    'mpmath.betainc(0.5, 0.5, 1e-16, 1, regularized=True)',
  ],
  [normalSurvival(37), 5.725571222524577e-300, 'mpmath.erfc(37 / sqrt(2)) / 2'],
  [normalInverseSurvival(1e-20), 9.262340089798409, 'scipy.stats.norm.isf(1e-20)'],
  [kolmogorovSurvival(0.3), 0.9999906941986655, 'mpmath, theta series'],
  [kolmogorovSurvival(18), 7.554499944724249e-282, 'mpmath, alternating series'],
  [kolmogorovInverseSurvival(0.05 / 30), 1.8828272405079267, 'scipy.stats.kstwobign.isf(0.05 / 30)'],
  [ksOneSamplePValue(0.1, 50), 0.6623112704658186, 'scipy.stats.kstwo.sf(0.1, 50)'],
  [ksOneSamplePValue(0.6, 8), 0.002778486523437502, 'scipy.stats.kstwo.sf(0.6, 8)'],
  [
    ksOneSamplePValue(4 / Math.sqrt(1000), 1000),
    2.0896778698185917e-14,
    'scipy.stats.kstwo.sf(4 / 1000**0.5, 1000)',
  ],
] as const

test.each(values)('%d is %d, which is %s', (found, expected) => {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-11 * Math.abs(expected))
})

test.each([
  // scipy.stats.kstwo.sf(d, n)
  [0.01414, 20_000, 0.000666060172395527],
  [0.003, 100_000, 0.3284563327726956],
  [0.0011, 1_000_000, 0.1775881691134995],
  [0.0024, 1_000_000, 1.9827017942294357e-5],
])('the p of D = %d for n = %d comes from an expansion that is good to 1e-9', (d, n, p) => {
  expect(Math.abs(ksOneSamplePValue(d, n) / p - 1)).toBeLessThan(1e-9)
})

test('tails add up to 1', () => {
  for (const x of [0.01, 0.5, 3, 20, 400]) {
    expect(upperGamma(7.5, x) + lowerGamma(7.5, x)).toBeCloseTo(1, 14)
    expect(studentTSurvival(x, 4) + studentTSurvival(-x, 4)).toBeCloseTo(1, 14)
  }
})

test('the ends of the range are exact', () => {
  expect([
    chiSquareSurvival(-1, 3),
    chiSquareSurvival(0, 3),
    chiSquareSurvival(Number.POSITIVE_INFINITY, 3),
  ]).toEqual([1, 1, 0])
  expect([studentTTwoSided(0, 3), studentTTwoSided(Number.POSITIVE_INFINITY, 3)]).toEqual([1, 0])
  expect([kolmogorovSurvival(0), ksOneSamplePValue(0, 10), ksOneSamplePValue(1, 10)]).toEqual([1, 1, 0])
  expect(chiSquareInverseSurvival(1, 3)).toBe(0)
  expect(studentTCritical(1, 3)).toBe(0)
})

test('arguments outside the domain are a mistake of the caller', () => {
  expect(() => upperGamma(0, 1)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The shape must be positive, not 0.]`,
  )
  expect(() => chiSquareSurvival(Number.NaN, 1)).toThrow(RangeError)
  expect(() => studentTTwoSided(Number.NaN, 1)).toThrow(RangeError)
  expect(() => studentTTwoSided(1, 0)).toThrow(RangeError)
  expect(() => kolmogorovSurvival(Number.NaN)).toThrow(RangeError)
  expect(() => normalInverseSurvival(1.1)).toThrow(RangeError)
  expect(() => ksOneSamplePValue(2, 10)).toThrow(RangeError)
})
