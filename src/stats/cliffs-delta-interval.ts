import type { Interval } from './interval.ts'
import { mannWhitneyU } from './mann-whitney.ts'
import { normalInverseSurvival } from './normal.ts'
import { checkLevel } from './relevant-effect.ts'
import { solveDecreasing } from './root.ts'
import type { Tally, TallyCounts } from './tally.ts'

/**
 * Bounds of the true Cliff's delta of two samples, within −1 to 1. Each bound holds with a probability of about
 * 1 − alpha.
 *
 * Newcombe's score interval of the probability that a value of the reference is larger (his method 5), widened where
 * DeLong's variance, which heeds the shapes of both samples, is larger than the one it supposes.
 *
 * @see Newcombe 2006, doi:10.1002/sim.2324
 * @see DeLong, DeLong & Clarke-Pearson 1988, doi:10.2307/2531595
 * @throws RangeError when a sample is empty or alpha is not between 0 and 1
 * @example cliffsDeltaInterval(tally([1, 2, 2, 3, 3], [1, 2, 3, 3, 4, 5, 6]), 0.05) // { lower: -0.7905859053179554, upper: 0.11697766541068466 }
 */
export function cliffsDeltaInterval(data: Tally, alpha: number): Interval {
  checkLevel(alpha)
  const { auc, n } = mannWhitneyU(data, { method: 'asymptotic' })
  const varianceAt = (share: number) => supposedVariance(share, n.reference, n.sample)
  const supposed = varianceAt(auc)
  const widening = supposed > 0 ? Math.max(1, deLongVariance(data, n.reference, n.sample) / supposed) : 1
  const z = normalInverseSurvival(alpha) * Math.sqrt(widening)
  const reach = (direction: 1 | -1) => {
    const room = direction === 1 ? 1 - auc : auc
    const beyond = (d: number) => (d > room ? -1 : z * Math.sqrt(varianceAt(auc + direction * d)) - d)
    return Math.min(room, solveDecreasing(beyond, 0))
  }
  return { lower: 2 * (auc - reach(-1)) - 1, upper: 2 * (auc + reach(1)) - 1 }
}

/** Hanley and McNeil's variance for two exponential distributions, in the form that Newcombe made symmetric. */
function supposedVariance(share: number, m: number, n: number): number {
  const size = (m + n) / 2 - 1
  const inflation = 1 + size * ((1 - share) / (2 - share) + share / (1 + share))
  return (Math.max(0, share * (1 - share)) * inflation) / m / n
}

/** The variances of how large a share of the other sample each value exceeds. */
function deLongVariance({ reference, sample }: Tally, m: number, n: number): number {
  return varianceOfMean(reference, sample, m, n) + varianceOfMean(sample, reference, n, m)
}

/** Variance of the mean, over one sample, of the share of the other one that lies below; 0 for a single value. */
function varianceOfMean(own: TallyCounts, other: TallyCounts, m: number, n: number): number {
  let [below, mean, squares] = [0, 0, 0]
  for (let k = 0; k < own.length; k++) {
    const share = (below + (other[k] ?? 0) / 2) / n
    mean += ((own[k] ?? 0) * share) / m
    below += other[k] ?? 0
  }
  below = 0
  for (let k = 0; k < own.length; k++) {
    squares += (own[k] ?? 0) * ((below + (other[k] ?? 0) / 2) / n - mean) ** 2
    below += other[k] ?? 0
  }
  return m > 1 ? squares / (m - 1) / m : 0
}
