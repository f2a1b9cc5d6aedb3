import type { Alternative } from './alternative.ts'
import { compareMeans, pooledDeviation, welchScale } from './compare-means.ts'
import type { Interval } from './interval.ts'
import type { Moments } from './moments.ts'
import type { Probability } from './probability.ts'
import type { Sizes } from './tally.ts'

export interface TTestOptions {
  /** 'greater': the mean of the reference lies above that of the sample. */
  readonly alternative?: Alternative
  /** Probability with which the interval holds the true difference, 0.95 unless told. */
  readonly confidence?: number
}

export interface TTestResult extends Probability {
  readonly undecidable?: undefined
  /** Infinite when both samples are constant and differ. */
  readonly statistic: number
  readonly degreesOfFreedom: number
  /** Mean of the reference minus mean of the sample. */
  readonly difference: number
  /** Two-sided confidence interval of the difference. */
  readonly interval: Interval
  readonly standardError: number
  /** The difference in pooled standard deviations. */
  readonly cohensD: number
  /** Whether both samples are constant, so that p is 1 or 0 by definition. */
  readonly degenerate: boolean
  readonly n: Sizes
}

/** A test that has no answer, and why. */
export interface Undecidable {
  readonly undecidable: 'too few values'
  readonly n: Sizes
}

export type TTest = TTestResult | Undecidable

/**
 * Welch's t-test: are the means equal, whatever the variances?
 *
 * Two constant samples have p = 1 when they are equal and p = 0 when they are not; fewer than two values on a side
 * make the test undecidable. There is never a NaN.
 *
 * Agrees with `scipy.stats.ttest_ind(reference, sample, equal_var=False)`.
 *
 * @see Welch 1947, doi:10.1093/biomet/34.1-2.28
 * @throws RangeError when a moment is not finite or the confidence is not between 0 and 1
 * @example welchTTest(moments([1, 2, 3, 4]), moments([2, 3, 4, 9])).pValue // 0.3004189689727079
 * @example welchTTest(moments([1]), moments([1, 2])).undecidable // 'too few values'
 */
export function welchTTest(reference: Moments, sample: Moments, options: TTestOptions = {}): TTest {
  return compareMeans(reference, sample, options, welchScale)
}

/**
 * Student's t-test with a pooled variance: are the means equal, given that the variances are?
 *
 * Constant samples and too few values are treated as by `welchTTest`, which is the better choice for two datasets.
 *
 * Agrees with `scipy.stats.ttest_ind(reference, sample)`.
 *
 * @throws RangeError when a moment is not finite or the confidence is not between 0 and 1
 * @example pooledTTest(moments([1, 2, 3, 4]), moments([2, 3, 4, 9])).pValue // 0.2796582909046578
 */
export function pooledTTest(reference: Moments, sample: Moments, options: TTestOptions = {}): TTest {
  return compareMeans(reference, sample, options, (first, second) => ({
    standardError: pooledDeviation(first, second) * Math.sqrt(1 / first.count + 1 / second.count),
    degreesOfFreedom: first.count + second.count - 2,
  }))
}
