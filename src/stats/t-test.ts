import type { Alternative } from './alternative.ts'
import type { Interval } from './interval.ts'
import type { Moments } from './moments.ts'
import type { Probability } from './probability.ts'
import {
  studentTCritical,
  studentTSurvival,
  studentTSurvivalLog10,
  studentTTwoSided,
  studentTTwoSidedLog10,
} from './student-t.ts'
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
  return compare(reference, sample, options, (first, second) => {
    const a = first.deviation / Math.sqrt(first.count)
    const b = second.deviation / Math.sqrt(second.count)
    const standardError = Math.hypot(a, b)
    const share = (a / standardError) ** 2
    const rest = (b / standardError) ** 2
    const degreesOfFreedom = 1 / (share ** 2 / (first.count - 1) + rest ** 2 / (second.count - 1))
    return { standardError, degreesOfFreedom }
  })
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
  return compare(reference, sample, options, (first, second) => ({
    standardError: pooledDeviation(first, second) * Math.sqrt(1 / first.count + 1 / second.count),
    degreesOfFreedom: first.count + second.count - 2,
  }))
}

interface Spread {
  readonly count: number
  readonly mean: number
  readonly deviation: number
}

interface Scale {
  readonly standardError: number
  readonly degreesOfFreedom: number
}

function compare(
  reference: Moments,
  sample: Moments,
  { alternative = 'two-sided', confidence = 0.95 }: TTestOptions,
  scaleOf: (first: Spread, second: Spread) => Scale,
): TTest {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`A confidence lies between 0 and 1, unlike ${confidence}.`)
  }
  const n = { reference: reference.count, sample: sample.count }
  const [first, second] = [spreadOf(reference, 'reference'), spreadOf(sample, 'sample')]
  if (first === null || second === null) return { undecidable: 'too few values', n }
  const difference = first.mean - second.mean
  if (first.deviation === 0 && second.deviation === 0) return constant(difference, alternative, n)
  const { standardError, degreesOfFreedom } = scaleOf(first, second)
  const statistic = difference / standardError
  const margin = studentTCritical(1 - confidence, degreesOfFreedom) * standardError
  return {
    statistic,
    degreesOfFreedom,
    ...tail(statistic, degreesOfFreedom, alternative),
    difference,
    interval: { lower: difference - margin, upper: difference + margin },
    standardError,
    cohensD: difference / pooledDeviation(first, second),
    degenerate: false,
    n,
  }
}

function spreadOf({ count, mean, variance, deviation }: Moments, which: string): Spread | null {
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`A sample cannot have ${count} values.`)
  if (count < 2) return null
  const spread = deviation ?? (variance === null ? Number.NaN : Math.sqrt(variance))
  if (mean === null || !Number.isFinite(mean) || !Number.isFinite(spread)) {
    throw new RangeError(
      `The ${which} has the mean ${mean} and the variance ${variance}; a t-test needs finite moments.`,
    )
  }
  return { count, mean, deviation: spread }
}

/** Sums of squares by `hypot`, which neither overflows nor underflows. */
function pooledDeviation(first: Spread, second: Spread): number {
  const a = first.deviation * Math.sqrt(first.count - 1)
  const b = second.deviation * Math.sqrt(second.count - 1)
  return Math.hypot(a, b) / Math.sqrt(first.count + second.count - 2)
}

function tail(statistic: number, degreesOfFreedom: number, alternative: Alternative): Probability {
  if (alternative === 'two-sided') {
    return {
      pValue: studentTTwoSided(statistic, degreesOfFreedom),
      log10P: studentTTwoSidedLog10(statistic, degreesOfFreedom),
    }
  }
  const signed = alternative === 'greater' ? statistic : -statistic
  return {
    pValue: studentTSurvival(signed, degreesOfFreedom),
    log10P: studentTSurvivalLog10(signed, degreesOfFreedom),
  }
}

function constant(difference: number, alternative: Alternative, n: Sizes): TTestResult {
  const towards =
    alternative === 'less' ? -difference : alternative === 'greater' ? difference : Math.abs(difference)
  const ratio = difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY
  return {
    statistic: ratio,
    degreesOfFreedom: n.reference + n.sample - 2,
    pValue: towards > 0 ? 0 : 1,
    log10P: towards > 0 ? Number.NEGATIVE_INFINITY : 0,
    difference,
    interval: { lower: difference, upper: difference },
    standardError: 0,
    cohensD: ratio,
    degenerate: true,
    n,
  }
}
