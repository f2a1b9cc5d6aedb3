import { lnUpperGamma, upperGamma } from './gamma.ts'
import { solveDecreasing } from './root.ts'

/**
 * Probability that a chi-square variable exceeds x. 1 for x ≤ 0.
 *
 * Agrees with `scipy.stats.chi2.sf(x, df)`.
 *
 * @throws RangeError when the degrees of freedom are not positive
 * @example chiSquareSurvival(3.841458820694124, 1) // 0.05
 */
export function chiSquareSurvival(x: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, Math.max(x, 0) / 2)
}

/**
 * Decimal logarithm of `chiSquareSurvival`, finite also below 1e-308.
 *
 * Agrees with `scipy.stats.chi2.logsf(x, df) / log(10)`.
 *
 * @example chiSquareSurvivalLog10(2000, 2) // -434.29448190325182
 */
export function chiSquareSurvivalLog10(x: number, degreesOfFreedom: number): number {
  return lnUpperGamma(degreesOfFreedom / 2, Math.max(x, 0) / 2) / Math.LN10
}

/**
 * The value that a chi-square variable exceeds with probability p, 0 < p ≤ 1.
 *
 * Agrees with `scipy.stats.chi2.isf(p, df)`.
 *
 * @throws RangeError when p is not above 0 and at most 1
 * @example chiSquareInverseSurvival(0.05, 9) // 16.918977604620448
 */
export function chiSquareInverseSurvival(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p <= 1)) throw new RangeError(`A tail probability lies above 0 and up to 1, unlike ${p}.`)
  return solveDecreasing(x => chiSquareSurvival(x, degreesOfFreedom), p)
}
