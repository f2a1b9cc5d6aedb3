import { cohensDInterval } from './mean-effect.ts'
import { noncentralTSurvivalLog10 } from './noncentral-t.ts'
import type { Probability } from './probability.ts'
import { checkEffect } from './relevant-effect.ts'
import { standardErrorInDeviations } from './standard-error.ts'
import type { TTestResult } from './t-test.ts'

/**
 * p for the hypothesis that the true means differ by at most `effect` standard deviations, in either direction: small
 * when they differ by more than that.
 *
 * The probability that a noncentral t variable is as far from 0 as the statistic, when its noncentrality is the effect
 * in standard errors. With an effect of 0 it is the two-sided t-test.
 *
 * Two constant samples have p = 0 when they differ, and p = 1 when not.
 *
 * @see Cumming & Finch 2001, doi:10.1177/0013164401614002
 * @param effect the largest size of Cohen's d that does not matter, at least 0
 * @throws RangeError when the effect is negative or infinite
 * @example meanRelevantP(welchTTest({ count: 100, mean: 0, variance: 1 }, { count: 100, mean: 0.5, variance: 1 }), 0.2).pValue // 0.018561986877925856
 */
export function meanRelevantP(test: TTestResult, effect: number): Probability {
  checkEffect(effect)
  const size = Math.abs(test.statistic)
  if (test.degenerate) {
    return size > 0 ? { pValue: 0, log10P: Number.NEGATIVE_INFINITY } : { pValue: 1, log10P: 0 }
  }
  if (size === 0) return { pValue: 1, log10P: 0 }
  const shift = effect / standardErrorInDeviations(test)
  const near = noncentralTSurvivalLog10(size, test.degreesOfFreedom, shift)
  if (near === Number.NEGATIVE_INFINITY) return { pValue: 0, log10P: near }
  const far = noncentralTSurvivalLog10(size, test.degreesOfFreedom, -shift)
  const log10P = Math.min(0, near + Math.log1p(10 ** (far - near)) / Math.LN10)
  return { pValue: 10 ** log10P, log10P }
}

/**
 * Upper bound of the size of the true difference of two means in standard deviations, which exceeds it with a
 * probability of at most `level`. Below a tolerance it shows that no difference matters.
 *
 * 0 or infinite for two constant samples.
 *
 * @throws RangeError when the level is not between 0 and 1
 * @example meanUpperBound(welchTTest({ count: 100, mean: 0, variance: 1 }, { count: 100, mean: 0.1, variance: 1 }), 0.05) // 0.3326379612965498
 */
export function meanUpperBound(test: TTestResult, level: number): number {
  const { lower, upper } = cohensDInterval(test, level)
  return Math.max(-lower, upper)
}
