import type { Alternative } from './alternative.ts'
import { lnChoose } from './binomial.ts'
import { dealAnew, observedDeal } from './cluster-deal.ts'
import { designEffect } from './cluster-design-effect.ts'
import { type ClusterStatistic, type Findings, plans } from './cluster-plans.ts'
import { type ClusterData, type ClusterPool, poolClusters } from './cluster-pool.ts'
import type { Probability } from './probability.ts'
import { randomSource } from './random-source.ts'
import { mostDraws, type SequentialPValue, sequentialPValue } from './sequential-p-value.ts'
import type { Sizes } from './tally.ts'

export interface ClusterPermutationOptions {
  /** Determines the result; a number is the same seed as its decimal text. */
  readonly seed: number | string
  /** The level that p is compared with; p can be as small as alpha / 20. */
  readonly alpha: number
  /**
   * 'greater': the distribution function of the reference lies above that of the sample, or its mean does. The total
   * variation has no direction.
   */
  readonly alternative?: Alternative
}

export interface ClusterPermutationTest extends Findings, Probability, SequentialPValue {
  /** No smaller p is to be expected, because of alpha or because there are so few ways to deal the clusters. */
  readonly smallestPValue: number
  readonly seed: number | string
  /** Numbers of clusters that have rows. */
  readonly clusters: Sizes
  /** Numbers of rows. */
  readonly n: Sizes
  /** How many rows tell as much as one of its own: `effectiveRows(n, designEffect)` is what n is worth. At least 1. */
  readonly designEffect: number
}

/**
 * Permutation test for rows that come in clusters: would the datasets differ as much if chance had dealt the
 * clusters to them?
 *
 * Whole clusters of both datasets are dealt anew, to each as many as it has. That is exact whatever the rows of a
 * cluster have in common, as long as no two clusters have anything; a cluster that occurs in both datasets counts as
 * two. 'ks' compares distribution functions, 'total-variation' the shares of values without an order, 'mean' means,
 * by a difference that is studentised so that unequal spreads matter little.
 *
 * Takes 20 / p deals for most p and at most 20 / alpha; one deal counts the cells of the dataset with fewer clusters
 * and passes once over the values, or for means twice over the clusters. Nothing is allocated in between.
 *
 * The design effect is of mid-ranks for 'ks', of shares for 'total-variation', and of the values for 'mean'.
 *
 * @see Besag & Clifford 1991, doi:10.1093/biomet/78.2.301, for the p of a sequence that ends early
 * @see Chung & Romano 2013, doi:10.1214/13-AOS1090, for studentised permutations
 * @throws RangeError when a dataset has no rows, alpha is not between 0 and 1, a mean is asked for without finite
 *   values, or the total variation in one direction
 * @example clusterPermutationTest({ size: 2, reference: { cluster: [0, 1, 2], value: [0, 0, 0], count: [4, 2, 3] }, sample: { cluster: [0, 1, 2], value: [1, 1, 0], count: [5, 3, 2] } }, 'ks', { seed: 1, alpha: 0.05 }).statistic // 0.8
 */
export function clusterPermutationTest(
  data: ClusterData,
  statistic: ClusterStatistic,
  { seed, alpha, alternative = 'two-sided' }: ClusterPermutationOptions,
): ClusterPermutationTest {
  const pool = poolClusters(data)
  const deal = observedDeal(pool)
  const { measure, findings, squares } = plans[statistic](pool, data, alternative)
  const random = randomSource(seed)
  const observed = measure(deal)
  const found = findings(deal)
  const p = sequentialPValue(observed, alpha, () => {
    dealAnew(deal, random)
    return measure(deal)
  })
  return {
    ...found,
    ...p,
    log10P: Math.log10(p.pValue),
    smallestPValue: Math.max(1 / (1 + mostDraws(alpha)), smallestShare(pool, alternative)),
    seed,
    clusters: pool.clusters,
    n: pool.n,
    designEffect: designEffect(pool, squares),
  }
}

/** One of all ways to deal the clusters, or two when exchanging equally many changes nothing. */
function smallestShare({ clusters }: ClusterPool, alternative: Alternative): number {
  const ways = lnChoose(clusters.reference + clusters.sample, clusters.reference)
  const same = alternative === 'two-sided' && clusters.reference === clusters.sample ? 2 : 1
  return same * Math.exp(-ways)
}
