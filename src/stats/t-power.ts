import { effectiveSize } from './effective-size.ts'
import { noncentralTSurvival } from './noncentral-t.ts'
import { normalInverseSurvival } from './normal.ts'
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
 * Agrees with `statsmodels.stats.power.TTestIndPower().power(d, n1, alpha, n2 / n1)`.
 *
 * @throws RangeError when alpha is not between 0 and 1
 * @example tPower(0.5, 0.05, 50, 50) // 0.6968934055333836
 */
export function tPower(d: number, alpha: number, n1: number, n2: number): number {
  const degreesOfFreedom = n1 + n2 - 2
  const critical = studentTCritical(alpha, degreesOfFreedom)
  const shift = d * Math.sqrt(effectiveSize(n1, n2))
  return (
    noncentralTSurvival(critical, degreesOfFreedom, shift) +
    noncentralTSurvival(critical, degreesOfFreedom, -shift)
  )
}
