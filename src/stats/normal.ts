import erfc from '@stdlib/math-base-special-erfc'
import erfcinv from '@stdlib/math-base-special-erfcinv'

/**
 * Probability that a standard normal variable exceeds z.
 *
 * Agrees with `scipy.stats.norm.sf(z)`.
 *
 * @example normalSurvival(1.959963984540054) // 0.025
 */
export function normalSurvival(z: number): number {
  return erfc(z * Math.SQRT1_2) / 2
}

/**
 * The value that a standard normal variable exceeds with probability p, 0 ≤ p ≤ 1.
 *
 * Agrees with `scipy.stats.norm.isf(p)`.
 *
 * @throws RangeError when p is not a probability
 * @example normalInverseSurvival(0.1) // 1.2815515655446004
 */
export function normalInverseSurvival(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies between 0 and 1, unlike ${p}.`)
  return Math.SQRT2 * erfcinv(2 * p)
}

/**
 * Decimal logarithm of `normalSurvival`, finite also below 1e-308.
 *
 * Agrees with `scipy.stats.norm.logsf(z) / log(10)`; beyond z = 30 by the asymptotic series of Mills' ratio.
 *
 * @see https://dlmf.nist.gov/7.12
 * @example normalSurvivalLog10(50) // -544.9663358619967
 */
export function normalSurvivalLog10(z: number): number {
  if (z < 30) return Math.log10(normalSurvival(z))
  if (z === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  const inverse = 1 / (z * z)
  const series = -inverse * (1 - 3 * inverse * (1 - 5 * inverse * (1 - 7 * inverse)))
  return (-(z * z) / 2 - Math.log(z * Math.sqrt(2 * Math.PI)) + Math.log1p(series)) / Math.LN10
}
