import { complementaryBeta, regularizedBeta } from './beta.ts'
import { lnRegularizedBeta } from './ln-beta.ts'
import { solveDecreasing } from './root.ts'

/**
 * Probability that a Student t variable is at least as far from 0 as t.
 *
 * Agrees with `2 * scipy.stats.t.sf(abs(t), df)`.
 *
 * @throws RangeError when the degrees of freedom are not positive
 * @example studentTTwoSided(2, 10) // 0.07338803477074037
 */
export function studentTTwoSided(t: number, degreesOfFreedom: number): number {
  const square = t * t
  if (square === Number.POSITIVE_INFINITY) return 10 ** studentTTwoSidedLog10(t, degreesOfFreedom)
  // Of x and 1 − x the smaller one is exact in floating point.
  return square < degreesOfFreedom
    ? complementaryBeta(square / (degreesOfFreedom + square), 0.5, degreesOfFreedom / 2)
    : regularizedBeta(degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5)
}

/**
 * Decimal logarithm of `studentTTwoSided`, finite also below 1e-308.
 *
 * Agrees with `(scipy.stats.t.logsf(abs(t), df) + log(2)) / log(10)`.
 *
 * @example studentTTwoSidedLog10(1e200, 2) // -400
 */
export function studentTTwoSidedLog10(t: number, degreesOfFreedom: number): number {
  const size = Math.abs(t)
  if (size === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  if (size < 1e100) {
    const p = studentTTwoSided(size, degreesOfFreedom)
    if (p > 1e-290) return Math.log10(p)
  }
  const ratio = (size / degreesOfFreedom) * size
  const lnRatio = 2 * Math.log(size) - Math.log(degreesOfFreedom)
  // x = 1 / (1 + ratio); 1 + ratio may be too large for a double.
  const lnX = ratio === Number.POSITIVE_INFINITY ? -lnRatio : -Math.log1p(ratio)
  return lnRegularizedBeta(lnX, lnRatio + lnX, degreesOfFreedom / 2, 0.5) / Math.LN10
}

/**
 * Probability that a Student t variable exceeds t, precise in both tails.
 *
 * Agrees with `scipy.stats.t.sf(t, df)`.
 *
 * @throws RangeError when the degrees of freedom are not positive
 * @example studentTSurvival(-2, 10) // 0.9633059826146299
 */
export function studentTSurvival(t: number, degreesOfFreedom: number): number {
  const half = studentTTwoSided(t, degreesOfFreedom) / 2
  return t >= 0 ? half : 1 - half
}

/**
 * Decimal logarithm of `studentTSurvival`.
 *
 * @example studentTSurvivalLog10(0, 5) // -0.30102999566398119521
 */
export function studentTSurvivalLog10(t: number, degreesOfFreedom: number): number {
  if (t < 0) return Math.log1p(-studentTTwoSided(t, degreesOfFreedom) / 2) / Math.LN10
  return studentTTwoSidedLog10(t, degreesOfFreedom) - Math.log10(2)
}

/**
 * The value that the size of a Student t variable exceeds with probability p, 0 < p ≤ 1.
 *
 * Agrees with `scipy.stats.t.isf(p / 2, df)`.
 *
 * @throws RangeError when p is not above 0 and at most 1
 * @example studentTCritical(0.05, 10) // 2.2281388519862753
 */
export function studentTCritical(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p <= 1)) throw new RangeError(`A tail probability lies above 0 and up to 1, unlike ${p}.`)
  return solveDecreasing(t => studentTTwoSided(t, degreesOfFreedom), p)
}
