import { effectiveSize } from './effective-size.ts'
import { normalInverseSurvival, normalSurvival } from './normal.ts'
import { studentTCritical } from './student-t.ts'

/**
 * The smallest difference of two means, in standard deviations, that a two-sided t-test at level alpha finds with the
 * given power; by the normal approximation.
 *
 * @throws RangeError when alpha or power is not between 0 and 1
 * @example tSmallestDetectable(0.05, 50, 50, 0.8) // 0.5603170436225937
 */
export function tSmallestDetectable(alpha: number, n1: number, n2: number, power = 0.9): number {
  const distance = normalInverseSurvival(alpha / 2) + normalInverseSurvival(1 - power)
  return distance / Math.sqrt(effectiveSize(n1, n2))
}

/**
 * Probability that a two-sided pooled t-test at level alpha finds a difference of d standard deviations.
 *
 * The noncentral t distribution as a mixture of normal ones over the estimated deviation, by the trapezoidal rule.
 * Agrees with `statsmodels.stats.power.TTestIndPower().power(d, n1, alpha, n2 / n1)`.
 *
 * @throws RangeError when alpha is not between 0 and 1
 * @example tPower(0.5, 0.05, 50, 50) // 0.6968934055333836
 */
export function tPower(d: number, alpha: number, n1: number, n2: number): number {
  const degreesOfFreedom = n1 + n2 - 2
  const critical = studentTCritical(alpha, degreesOfFreedom)
  const shift = d * Math.sqrt(effectiveSize(n1, n2))
  return meanOverDeviation(
    degreesOfFreedom,
    s => normalSurvival(critical * s - shift) + normalSurvival(critical * s + shift),
  )
}

/** Mean of f(s) where ν s² is chi-square with ν degrees of freedom. */
function meanOverDeviation(degreesOfFreedom: number, f: (s: number) => number): number {
  const peak = Math.sqrt(Math.max(degreesOfFreedom - 1, 0.01) / degreesOfFreedom)
  const reach = 9 / Math.sqrt(2 * degreesOfFreedom)
  const [from, to] = [Math.max(0, peak - reach), peak + reach]
  const points = 2000
  let [weights, sum] = [0, 0]
  for (let k = 0; k <= points; k++) {
    const s = from + ((to - from) * k) / points
    const lnDensity =
      (degreesOfFreedom - 1) * Math.log(s / peak) - (degreesOfFreedom * (s * s - peak * peak)) / 2
    const weight = Math.exp(s === 0 ? Number.NEGATIVE_INFINITY : lnDensity)
    weights += weight
    sum += weight * f(s)
  }
  return sum / weights
}
