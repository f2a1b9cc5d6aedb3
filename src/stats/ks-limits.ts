import { effectiveSize } from './effective-size.ts'
import type { Interval } from './interval.ts'
import { kolmogorovInverseSurvival } from './kolmogorov.ts'
import { normalInverseSurvival } from './normal.ts'

/**
 * The Kolmogorov–Smirnov statistic at which p is about alpha, by the limit distribution. Above 1 when the samples are
 * too small for any difference to be significant.
 *
 * @throws RangeError when alpha is not between 0 and 1
 * @example ksCriticalStatistic(0.05, 10000, 500) // 0.06223589815912119
 */
export function ksCriticalStatistic(alpha: number, n1: number, n2: number): number {
  return kolmogorovInverseSurvival(alpha) / Math.sqrt(effectiveSize(n1, n2))
}

/**
 * The smallest gap between two distribution functions that a Kolmogorov–Smirnov test at level alpha finds with the
 * given power. Above 1 when the samples are too small to find any difference.
 *
 * Massey's pointwise bound, on the safe side: the true power at this gap is higher.
 *
 * @see Massey 1950, doi:10.1214/aoms/1177729805
 * @throws RangeError when alpha or power is not between 0 and 1
 * @example ksSmallestDetectable(0.05, 10000, 500, 0.8) // 0.08151986320577113
 */
export function ksSmallestDetectable(alpha: number, n1: number, n2: number, power = 0.9): number {
  const margin = normalInverseSurvival(1 - power) / 2 / Math.sqrt(effectiveSize(n1, n2))
  return ksCriticalStatistic(alpha, n1, n2) + margin
}

/**
 * Bounds of the true gap sup|F − G|, given the observed statistic D: D ∓ the critical statistic, within 0 to 1.
 *
 * Each bound holds with probability 1 − alpha at least (by simulation, also for unlike distributions). A lower bound
 * above 0 shows drift; an upper bound below a tolerance shows that there is none that matters.
 *
 * @throws RangeError when alpha is not between 0 and 1
 * @example ksEffectInterval(0.2, 0.05, 1000, 1000) // { lower: 0.13926398244649618, upper: 0.26073601755350384 }
 */
export function ksEffectInterval(statistic: number, alpha: number, n1: number, n2: number): Interval {
  const margin = ksCriticalStatistic(alpha, n1, n2)
  return { lower: Math.max(0, statistic - margin), upper: Math.min(1, statistic + margin) }
}
