import { chiSquareSurvival, chiSquareSurvivalLog10 } from './chi-square.ts'
import type { Probability } from './probability.ts'
import { shares } from './shares.ts'

export interface GoodnessOfFitTest extends Probability {
  /** Infinite when a category occurs that cannot. */
  readonly statistic: number
  /** One less than the number of categories with a weight. */
  readonly degreesOfFreedom: number
  readonly total: number
  /** The approximation wants at least 5 nearly everywhere. */
  readonly smallestExpected: number
}

/**
 * Pearson's chi-square test of one sample: do categories occur in given proportions?
 *
 * p is 0 when a category of weight 0 occurs, and 1 when only one category has a weight and no other occurs. For two
 * samples use `chiSquareContingency`: a reference is not a known truth.
 *
 * Agrees with `scipy.stats.chisquare(counts, total * weights / sum(weights))`.
 *
 * @param weights of the same categories, not negative; only their proportions matter
 * @throws RangeError when the lists differ in length, a count is negative or not whole, a weight is negative or not
 *   finite, or one list is all zero
 * @example chiSquareGoodnessOfFit([16, 18, 16, 14, 12, 12], [1, 1, 1, 1, 1, 1]).pValue // 0.8491450360846096
 */
export function chiSquareGoodnessOfFit(
  counts: ArrayLike<number>,
  weights: ArrayLike<number>,
): GoodnessOfFitTest {
  if (counts.length !== weights.length) {
    throw new RangeError(`There are ${counts.length} counts and ${weights.length} weights.`)
  }
  const expectedShares = shares(weights)
  const total = totalOf(counts)
  let [statistic, categories, smallestExpected] = [0, 0, total]
  for (const [k, share] of expectedShares.entries()) {
    const [count, expected] = [counts[k] ?? 0, share * total]
    if (expected === 0 && count === 0) continue
    statistic += (count - expected) ** 2 / expected
    if (expected === 0) continue
    categories++
    smallestExpected = Math.min(smallestExpected, expected)
  }
  const degreesOfFreedom = categories - 1
  return { statistic, degreesOfFreedom, ...tailOf(statistic, degreesOfFreedom), total, smallestExpected }
}

function tailOf(statistic: number, degreesOfFreedom: number): Probability {
  if (statistic === Number.POSITIVE_INFINITY) return { pValue: 0, log10P: Number.NEGATIVE_INFINITY }
  if (degreesOfFreedom === 0) return { pValue: 1, log10P: 0 }
  return {
    pValue: chiSquareSurvival(statistic, degreesOfFreedom),
    log10P: chiSquareSurvivalLog10(statistic, degreesOfFreedom),
  }
}

function totalOf(counts: ArrayLike<number>): number {
  let total = 0
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k] ?? 0
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`A count cannot be ${count}.`)
    total += count
  }
  if (total === 0) throw new RangeError('All counts are 0, so there is nothing to compare.')
  return total
}
