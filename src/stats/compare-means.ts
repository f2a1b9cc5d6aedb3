import type { Alternative } from './alternative.ts'
import type { Moments } from './moments.ts'
import type { Probability } from './probability.ts'
import {
  studentTCritical,
  studentTSurvival,
  studentTSurvivalLog10,
  studentTTwoSided,
  studentTTwoSidedLog10,
} from './student-t.ts'
import type { TTest, TTestOptions, TTestResult } from './t-test.ts'
import type { Sizes } from './tally.ts'

/** Moments that are known to be finite numbers of at least two values. */
export interface Spread {
  readonly count: number
  readonly mean: number
  readonly meanRest: number
  readonly deviation: number
}

/** What a kind of t-test makes of the two deviations. */
export interface Scale {
  readonly standardError: number
  readonly degreesOfFreedom: number
}

/** A t-test of two means, for a given way to estimate the error of their difference. */
export function compareMeans(
  reference: Moments,
  sample: Moments,
  options: TTestOptions,
  scaleOf: (first: Spread, second: Spread) => Scale,
): TTest {
  const n = { reference: reference.count, sample: sample.count }
  return compareSpreads(n, spreadOf(reference, 'reference'), spreadOf(sample, 'sample'), options, scaleOf)
}

/** Compares what may be worth a fraction of a value; null is a spread of too few of them. */
export function compareSpreads(
  n: Sizes,
  first: Spread | null,
  second: Spread | null,
  { alternative = 'two-sided', confidence = 0.95 }: TTestOptions,
  scaleOf: (first: Spread, second: Spread) => Scale,
): TTest {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`A confidence lies between 0 and 1, unlike ${confidence}.`)
  }
  if (first === null || second === null) return { undecidable: 'too few values', n }
  const difference = first.mean - second.mean + (first.meanRest - second.meanRest)
  // In units of the larger deviation nothing overflows or underflows.
  const unit = Math.max(first.deviation, second.deviation)
  if (unit === 0) return constant(difference, alternative, n)
  const scaled = [inUnits(first, unit), inUnits(second, unit)] as const
  const { standardError, degreesOfFreedom } = scaleOf(...scaled)
  const statistic = difference / unit / standardError
  const margin = studentTCritical(1 - confidence, degreesOfFreedom) * standardError * unit
  return {
    statistic,
    degreesOfFreedom,
    ...tail(statistic, degreesOfFreedom, alternative),
    difference,
    interval: { lower: difference - margin, upper: difference + margin },
    standardError: standardError * unit,
    cohensD: difference / unit / pooledDeviation(...scaled),
    degenerate: false,
    n,
  }
}

/** Welch's error of a difference, with its degrees of freedom. */
export function welchScale(first: Spread, second: Spread): Scale {
  const a = first.deviation ** 2 / first.count
  const b = second.deviation ** 2 / second.count
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (first.count - 1) + b ** 2 / (second.count - 1))
  return { standardError: Math.sqrt(a + b), degreesOfFreedom }
}

/** The standard deviation that both samples are taken to share. */
export function pooledDeviation(first: Spread, second: Spread): number {
  const squares = first.deviation ** 2 * (first.count - 1) + second.deviation ** 2 * (second.count - 1)
  return Math.sqrt(squares / (first.count + second.count - 2))
}

function inUnits(spread: Spread, unit: number): Spread {
  return { ...spread, deviation: spread.deviation / unit }
}

function spreadOf({ count, mean, meanRest = 0, variance, deviation }: Moments, which: string): Spread | null {
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`A sample cannot have ${count} values.`)
  if (count < 2) return null
  const spread = deviation ?? (variance === null ? Number.NaN : Math.sqrt(variance))
  if (mean === null || !Number.isFinite(mean) || !Number.isFinite(spread)) {
    throw new RangeError(
      `The ${which} has the mean ${mean} and the variance ${variance}; a t-test needs finite moments.`,
    )
  }
  return { count, mean, meanRest, deviation: spread }
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
