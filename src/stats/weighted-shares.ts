import { chiSquareSurvival, chiSquareSurvivalLog10 } from './chi-square.ts'
import type { Probability } from './probability.ts'
import type { Sizes } from './tally.ts'
import { type WeightedData, weightedSums } from './weighted-data.ts'

export interface WeightedSharesTest extends Probability {
  readonly statistic: number
  /** 0 when fewer than two categories have weight; then the statistic is 0 and p is 1. */
  readonly degreesOfFreedom: number
  /** Total variation distance of the weighted shares, between 0 and 1. */
  readonly totalVariation: number
  /** The approximation wants at least 1 everywhere and at least 5 in most cells; in effective rows. */
  readonly smallestExpected: number
  /** Share of the cells that expect fewer than 5 effective rows. */
  readonly shareBelowFive: number
  /** Kish's effective sample sizes. */
  readonly n: Sizes
}

/**
 * Chi-square test of rows with weights: do both datasets have the same shares of the categories?
 *
 * Pearson's statistic of the weighted shares as if each dataset had as many rows as its weights are worth: the
 * first-order correction of Rao and Scott, with Kish's estimate of the design effect. With all weights 1 it is
 * Pearson's test.
 *
 * @see Rao & Scott 1984, doi:10.1214/aos/1176346391
 * @throws RangeError when a weight is negative or not finite, or those of a dataset add up to 0
 * @example weightedShares({ reference: { weights: [3, 1], squares: 6 }, sample: { weights: [2, 2], squares: 4 } }).totalVariation // 0.25
 */
export function weightedShares(data: WeightedData): WeightedSharesTest {
  const { reference, sample } = weightedSums(data)
  const [m, n] = [reference.size, sample.size]
  let [statistic, difference, categories, small] = [0, 0, 0, 0]
  let smallestExpected = Number.POSITIVE_INFINITY
  for (let k = 0; k < data.reference.weights.length; k++) {
    const p = (data.reference.weights[k] ?? 0) / reference.total
    const q = (data.sample.weights[k] ?? 0) / sample.total
    if (p + q === 0) continue
    const rows = m * p + n * q
    // The two cells of a category: (m p − m r)² / (m r) + (n q − n r)² / (n r) with its pooled share r.
    statistic += ((m * n) / rows) * (p - q) ** 2
    difference += Math.abs(p - q)
    categories++
    for (const size of [m, n]) {
      const expected = rows * (size / (m + n))
      smallestExpected = Math.min(smallestExpected, expected)
      if (expected < 5) small++
    }
  }
  return {
    statistic,
    degreesOfFreedom: categories - 1,
    ...tail(statistic, categories - 1),
    totalVariation: Math.min(1, difference / 2),
    smallestExpected,
    shareBelowFive: small / (2 * categories),
    n: { reference: m, sample: n },
  }
}

function tail(statistic: number, degreesOfFreedom: number): Probability {
  if (degreesOfFreedom === 0) return { pValue: 1, log10P: 0 }
  return {
    pValue: chiSquareSurvival(statistic, degreesOfFreedom),
    log10P: chiSquareSurvivalLog10(statistic, degreesOfFreedom),
  }
}
