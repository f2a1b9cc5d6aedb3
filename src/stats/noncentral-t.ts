import { excessOverLog } from './excess-over-log.ts'
import { lnPoissonTerm } from './ln-poisson-term.ts'
import { lnIntegralOfLogConcave } from './log-concave.ts'
import { normalSurvivalLog10 } from './normal.ts'

/**
 * Probability that a noncentral Student t variable exceeds t, precise in both tails.
 *
 * A mixture of normal tails over the estimated deviation: the integral over its logarithm u, on which the integrand is
 * analytic and has one peak, so that the trapezoidal rule converges fast.
 *
 * Agrees with `scipy.stats.nct.sf(t, df, shift)`.
 *
 * @param shift the noncentrality: for two means their true difference in standard errors
 * @throws RangeError when the degrees of freedom are not positive, or t or the shift is NaN, or the shift infinite
 * @example noncentralTSurvival(2, 10, 1) // 0.19238843746962478
 */
export function noncentralTSurvival(t: number, degreesOfFreedom: number, shift: number): number {
  return Math.min(1, 10 ** noncentralTSurvivalLog10(t, degreesOfFreedom, shift))
}

/**
 * Decimal logarithm of `noncentralTSurvival`, finite also below 1e-308.
 *
 * @throws RangeError as `noncentralTSurvival`
 * @example noncentralTSurvivalLog10(100, 200, 1) // -166.32293301783426
 */
export function noncentralTSurvivalLog10(t: number, degreesOfFreedom: number, shift: number): number {
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`The degrees of freedom must be positive, not ${degreesOfFreedom}.`)
  }
  if (Number.isNaN(t) || !Number.isFinite(shift)) {
    throw new RangeError(`The noncentral t distribution has no value at ${t} with the shift ${shift}.`)
  }
  if (Math.abs(t) === Number.POSITIVE_INFINITY) return t > 0 ? Number.NEGATIVE_INFINITY : 0
  const lnDensity = (u: number) => (-degreesOfFreedom / 2) * squareOverLog(u)
  const lnTail = (u: number) => Math.LN10 * normalSurvivalLog10(t * Math.exp(u) - shift)
  const lnWhole = -Math.log(degreesOfFreedom) - lnPoissonTerm(degreesOfFreedom / 2, degreesOfFreedom / 2)
  const lnP = lnIntegralOfLogConcave(u => lnDensity(u) + lnTail(u)) - lnWhole
  return Math.min(0, lnP / Math.LN10)
}

/** s² − 1 − ln s² for s = eᵘ, without cancellation around 0. */
function squareOverLog(u: number): number {
  return u < -1 ? Math.exp(2 * u) - 1 - 2 * u : excessOverLog(Math.expm1(2 * u))
}
