import { normalSurvival, normalSurvivalLog10 } from './normal.ts'
import type { Probability } from './probability.ts'
import { rankPairs, rankPairsVariance } from './rank-pairs.ts'
import { type Tally, tallySizes } from './tally.ts'

export interface StratifiedRankTest extends Probability {
  /** Standard normal when no stratum differs; 0 when all values of each stratum are equal. */
  readonly z: number
  /** Share of the pairs within a stratum in which the value of the reference is larger, ties counting ½. */
  readonly auc: number
}

/**
 * Wilcoxon's rank sum test within strata: do values of the reference tend to be larger than those of the sample in the
 * same stratum? One-sided, by the normal approximation with a continuity correction: (Σ (U − mean) − ½) / √Σ var.
 *
 * With one stratum it is `scipy.stats.mannwhitneyu(reference, sample, alternative='greater', method='asymptotic')`.
 *
 * @see Lehmann 1975, Nonparametrics: Statistical Methods Based on Ranks, chapter 3
 * @throws RangeError when there is no stratum, or a stratum lacks values of either sample
 * @example stratifiedRankTest([tally([3, 5], [1, 2]), tally([9], [8, 7])]).auc // 1
 */
export function stratifiedRankTest(strata: readonly Tally[]): StratifiedRankTest {
  let [statistic, pairs, variance] = [0, 0, 0]
  for (const stratum of strata) {
    const n = tallySizes(stratum)
    if (n.reference === 0 || n.sample === 0) throw new RangeError('A stratum without values has no ranks.')
    const ranks = rankPairs(stratum)
    statistic += ranks.statistic
    pairs += n.reference * n.sample
    variance += rankPairsVariance(n, ranks.tieExcess)
  }
  if (pairs === 0) throw new RangeError('Without a stratum there are no ranks.')
  const auc = statistic / pairs
  if (variance === 0) return { z: 0, auc, pValue: 1, log10P: 0 }
  const z = (statistic - pairs / 2 - 0.5) / Math.sqrt(variance)
  return { z, auc, pValue: normalSurvival(z), log10P: normalSurvivalLog10(z) }
}
