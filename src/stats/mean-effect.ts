import type { Interval } from './interval.ts'
import { noncentralTSurvival } from './noncentral-t.ts'
import { checkLevel } from './relevant-effect.ts'
import { solveDecreasing } from './root.ts'
import { standardErrorInDeviations } from './standard-error.ts'
import type { TTestResult } from './t-test.ts'

/**
 * Bounds of the true Cohen's d of a t-test, the reference's mean minus the sample's in standard deviations. Each bound
 * holds with probability 1 − alpha.
 *
 * The noncentral t distributions that have the observed statistic at their quantiles alpha and 1 − alpha: exact for
 * the pooled test of normal values, an approximation for Welch's. Both bounds are d for two constant samples.
 *
 * @see Cumming & Finch 2001, doi:10.1177/0013164401614002
 * @throws RangeError when alpha is not between 0 and 1
 * @example cohensDInterval(pooledTTest(moments([1, 2, 3, 4]), moments([2, 3, 4, 9])), 0.05) // { lower: -2.0349087623042386, upper: 0.41849770747968684 }
 */
export function cohensDInterval(test: TTestResult, alpha: number): Interval {
  checkLevel(alpha)
  if (test.degenerate) return { lower: test.cohensD, upper: test.cohensD }
  const { statistic, degreesOfFreedom } = test
  const unit = standardErrorInDeviations(test)
  return {
    lower: 0 - unit * largestShift(-statistic, degreesOfFreedom, alpha),
    upper: unit * largestShift(statistic, degreesOfFreedom, alpha),
  }
}

/** The noncentrality at which a t variable is at most t with probability alpha. */
function largestShift(t: number, degreesOfFreedom: number, alpha: number): number {
  // P(T ≤ t) at a shift is P(T ≥ −t) at the opposite one.
  const below = (shift: number) => noncentralTSurvival(-t, degreesOfFreedom, -shift)
  if (below(0) >= alpha) return solveDecreasing(below, alpha)
  return -solveDecreasing(shift => noncentralTSurvival(t, degreesOfFreedom, -shift), 1 - alpha)
}
