import { sharesOf } from './checked-shares.ts'
import { normalSurvival, normalSurvivalLog10 } from './normal.ts'
import type { Probability } from './probability.ts'
import { checkEffect, checkLevel } from './relevant-effect.ts'
import { solveDecreasing } from './root.ts'
import type { ShareCount } from './share-count.ts'
import { newcombeInterval } from './share-interval.ts'

/**
 * p for the hypothesis that the true shares differ by at most `effect`: small when they differ by more than that.
 *
 * Farrington and Manning's score test of the size of the difference, with the larger of its p at the two boundaries
 * + effect and − effect. With an effect of 0 it is the two-sided chi-square test.
 *
 * The shares at a boundary agree with the likelihood maximised by `scipy.optimize`. `test_proportions_2indep(…,
 * method='score')` of statsmodels 0.15 has a wrong coefficient in their equation and differs by some percent.
 *
 * @see Farrington & Manning 1990, doi:10.1002/sim.4780091208
 * @param effect the largest difference that does not matter, at least 0; from 1 on p is 1
 * @throws RangeError when a side has no rows, a count is impossible, or the effect is negative
 * @example shareRelevantP({ count: 100, of: 1000 }, { count: 160, of: 1000 }, 0.02).pValue // 0.004159816305295866
 */
export function shareRelevantP(reference: ShareCount, sample: ShareCount, effect: number): Probability {
  const shares = sharesOf(reference, sample)
  checkEffect(effect)
  const difference = Math.abs(shares.sample - shares.reference)
  if (effect >= 1 || difference === 0) return { pValue: 1, log10P: 0 }
  const [above, below] = [
    bothTails(difference, effect, errorAt(effect, reference, sample)),
    bothTails(difference, effect, errorAt(effect, sample, reference)),
  ]
  return above.log10P > below.log10P ? above : below
}

/**
 * Upper bound of the size of the true difference of two shares, which it exceeds with a probability of at most `level`
 * (by Newcombe's hybrid score interval). Below a tolerance it shows that no difference matters.
 *
 * @throws RangeError when a side has no rows, a count is impossible, or the level is not between 0 and 1
 * @example shareUpperBound({ count: 100, of: 1000 }, { count: 110, of: 1000 }, 0.05) // 0.03262970724875023
 */
export function shareUpperBound(reference: ShareCount, sample: ShareCount, level: number): number {
  checkLevel(level)
  const { lower, upper } = newcombeInterval(reference, sample, level)
  return Math.min(1, Math.max(upper, -lower))
}

/** P(|difference| ≥ the observed one) at a true difference of `effect`. */
function bothTails(difference: number, effect: number, error: number): Probability {
  const [near, far] = [(difference - effect) / error, (difference + effect) / error]
  const log10Near = normalSurvivalLog10(near)
  const more = 10 ** (normalSurvivalLog10(far) - log10Near)
  return {
    pValue: Math.min(1, normalSurvival(near) + normalSurvival(far)),
    log10P: Math.min(0, log10Near + Math.log1p(more) / Math.LN10),
  }
}

/** Standard error of the difference of two shares, for the likeliest shares of which the higher one is `effect` above. */
function errorAt(effect: number, low: ShareCount, high: ShareCount): number {
  const slope = ({ count, of }: ShareCount, share: number) => (count - of * share) / share / (1 - share)
  const slopeAt = (share: number) =>
    share + effect < 1 ? slope(low, share) + slope(high, share + effect) : Number.NEGATIVE_INFINITY
  const lowest = solveDecreasing(slopeAt, 0)
  const highest = Math.min(1, lowest + effect)
  return Math.sqrt((lowest * (1 - lowest)) / low.of + (highest * (1 - highest)) / high.of)
}
