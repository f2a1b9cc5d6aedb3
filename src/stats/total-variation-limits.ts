import { type CategorySplit, categorySplit } from './category-split.ts'
import type { Interval } from './interval.ts'
import { normalInverseSurvival, normalSurvival, normalSurvivalLog10 } from './normal.ts'
import type { Probability } from './probability.ts'
import { checkEffect, checkLevel } from './relevant-effect.ts'
import { solveDecreasing } from './root.ts'
import { newcombeMargins } from './share-interval.ts'

/**
 * Bounds of the true total variation distance of two distributions over categories, within 0 to 1. Each bound holds
 * with probability 1 − alpha.
 *
 * The distance is the largest difference that the shares of any set of categories have, so its bounds are those of the
 * shares of the set that shows it (Newcombe's hybrid score interval). The observed distance V is too large by noise:
 * each category adds its absolute error, even where nothing differs. The lower bound therefore starts at V minus the
 * noise that categories without a clear difference have when there is none, √(2/π) standard errors each. The upper
 * bound starts at V itself, which is right or too high.
 *
 * @param reference counts of categories
 * @param sample counts of the same categories
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero; or when
 *   alpha is not between 0 and 1
 * @example totalVariationInterval([500, 500], [300, 700], 0.05) // { lower: 0.16439841940621092, upper: 0.23487228301182145 }
 */
export function totalVariationInterval(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  alpha: number,
): Interval {
  checkLevel(alpha)
  const split = categorySplit(reference, sample)
  const { below, above } = marginsAt(split, normalInverseSurvival(alpha))
  return {
    lower: Math.max(0, split.distance - split.noise - below),
    upper: Math.min(1, split.distance + above),
  }
}

/**
 * p for the hypothesis that the true total variation distance is at most `effect`: the level at which the lower bound
 * of `totalVariationInterval` reaches the effect, so that it is small when the distance is larger. 1 when the distance
 * is no larger without its noise.
 *
 * @param effect the largest distance that does not matter, at least 0
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero; or when
 *   the effect is negative
 * @example totalVariationRelevantP([500, 500], [300, 700], 0.1).pValue // 0.000002390016442288482
 */
export function totalVariationRelevantP(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  effect: number,
): Probability {
  checkEffect(effect)
  const split = categorySplit(reference, sample)
  const excess = split.distance - split.noise - effect
  if (excess <= 0) return { pValue: 1, log10P: 0 }
  const z = solveDecreasing(z => excess - marginsAt(split, z).below, 0)
  return { pValue: normalSurvival(z), log10P: normalSurvivalLog10(z) }
}

/**
 * Upper bound of the true total variation distance, which exceeds it with a probability of at most `level`. Below a
 * tolerance it shows that no difference matters.
 *
 * @throws RangeError as `totalVariationInterval`
 * @example totalVariationUpperBound([500, 500], [490, 510], 0.05) // 0.04674581015826764
 */
export function totalVariationUpperBound(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  level: number,
): number {
  return totalVariationInterval(reference, sample, level).upper
}

/** How far the true distance may lie below and above, where the observed set or the balanced one shows it. */
function marginsAt({ larger, balanced }: CategorySplit, z: number) {
  const observed = newcombeMargins(larger.reference, larger.sample, z)
  const even = newcombeMargins(balanced.reference, balanced.sample, z)
  return { below: Math.max(observed.below, even.below), above: Math.max(observed.above, even.above) }
}
