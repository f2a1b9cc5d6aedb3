import type { Interval } from './interval.ts'
import { normalInverseSurvival, normalSurvival, normalSurvivalLog10 } from './normal.ts'
import type { Probability } from './probability.ts'
import { checkEffect } from './relevant-effect.ts'

/**
 * Confidence interval of the probability that a value of one sample exceeds one of another: all θ from which the
 * estimate is at most z standard errors away, where the standard error is that of two exponential samples with θ.
 *
 * @param auc the estimate, from 0 to 1
 * @see Newcombe 2006, doi:10.1002/sim.2324, method 5; Hanley & McNeil 1982, doi:10.1148/radiology.143.1.7063747
 * @throws RangeError when the estimate or the confidence is not a probability, or a sample is empty
 * @example aucInterval(1, 20, 20) // { lower: 0.898668135763534, upper: 1 }
 */
export function aucInterval(auc: number, n1: number, n2: number, confidence = 0.95): Interval {
  checkAuc(auc, n1, n2)
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`A confidence lies between 0 and 1, unlike ${confidence}.`)
  }
  const z = normalInverseSurvival((1 - confidence) / 2)
  const upper = (estimate: number) => farthest(estimate, theta => z * standardError(theta, n1, n2))
  return { lower: 1 - upper(1 - auc), upper: upper(auc) }
}

/**
 * p for the hypothesis that 2 AUC − 1 is at most `effect`: small when it is larger. With a
 * confidence of 1 − 2 p the lower end of `aucInterval` reaches the effect.
 *
 * @param effect the largest 2 AUC − 1 that does not matter, at least 0; from 1 on p is 1
 * @throws RangeError when the estimate is not a probability, the effect is negative, or a sample is empty
 * @example aucRelevantP(0.7, 0.1, 100, 100).pValue // 0.0001131939199136929
 */
export function aucRelevantP(auc: number, effect: number, n1: number, n2: number): Probability {
  checkAuc(auc, n1, n2)
  checkEffect(effect)
  if (effect >= 1) return { pValue: 1, log10P: 0 }
  const theta = (1 + effect) / 2
  const z = (auc - theta) / standardError(theta, n1, n2)
  return { pValue: normalSurvival(z), log10P: normalSurvivalLog10(z) }
}

function checkAuc(auc: number, n1: number, n2: number): void {
  if (!(auc >= 0 && auc <= 1)) throw new RangeError(`An AUC lies between 0 and 1, unlike ${auc}.`)
  if (!(n1 > 0 && n2 > 0)) throw new RangeError('A sample without values has no AUC.')
}

function standardError(theta: number, n1: number, n2: number): number {
  const others = (n1 + n2) / 2 - 1
  const factor = 1 + others * ((1 - theta) / (2 - theta) + theta / (1 + theta))
  return Math.sqrt((theta * (1 - theta) * factor) / n1 / n2)
}

/** The largest θ ≤ 1 that is at most `reach(θ)` above an estimate, by halving. */
function farthest(estimate: number, reach: (theta: number) => number): number {
  let [low, high] = [estimate, 1]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (middle - estimate <= reach(middle)) low = middle
    else high = middle
  }
  return low
}
