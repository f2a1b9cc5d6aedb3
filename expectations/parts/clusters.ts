import type { Expr } from '../../src/core/expr.ts'
import { formatCount, formatNumber, plural } from '../../src/core/format.ts'
import type { Clustered } from '../../src/core/metric.ts'
import type { DrawnTest, TestParams } from '../../src/core/test.ts'
import {
  type ClusterPermutationTest,
  type ClusterStatistic,
  clusterPermutationTest,
} from '../../src/stats/index.ts'
import type { Both } from './both.ts'
import { rounded } from './hypothesis.ts'
import type { Alternative } from './levels.ts'

export interface ClusterDraw {
  readonly of: Expr
  readonly alternative?: Alternative
  readonly params?: TestParams
}

/** A family may hold so many tests before the smallest p that permutations can show comes near its limit. */
const mostTests = 50
/** How many cells may be counted for one p, about ten seconds' worth; 20 / alpha deals count them all. */
const budget = 1e9

/** The permutation test of whole clusters. The same data give the same p: the seed follows from what is asked. */
export function permuteClusters(
  answer: Clustered,
  statistic: ClusterStatistic,
  { of, alternative, params = {} }: ClusterDraw,
): ClusterPermutationTest {
  const { values, reference, sample } = answer
  const cells = reference.count.length + sample.count.length
  const seed = JSON.stringify([of, params.cluster, statistic, reference.count.length, sample.count.length])
  return clusterPermutationTest({ ...answer, size: values.length, values: values.map(Number) }, statistic, {
    seed,
    alternative,
    alpha: Math.min(0.5, Math.max((params.alpha ?? 0.05) / mostTests, (20 * cells) / budget)),
  })
}

/** To how many independent rows clustered ones amount. */
export function independentRows({ n, designEffect }: ClusterPermutationTest): Both<number> {
  return { reference: n.reference / designEffect, sample: n.sample / designEffect }
}

/**
 * What independent rows would show, as far as clusters show it too: nothing at a level that no p gets below because so
 * few clusters can be dealt. How alike their rows are is then unknown as well.
 */
export function clusterPower(
  { smallestPValue }: ClusterPermutationTest,
  { smallestDetectable, upperBound, relevantP }: Power,
): Power {
  const isShown = (level: number) => smallestPValue <= level
  return {
    smallestDetectable:
      smallestDetectable &&
      (level => (isShown(level) ? smallestDetectable(level) : Number.POSITIVE_INFINITY)),
    upperBound: upperBound && (level => (isShown(level) ? upperBound(level) : Number.POSITIVE_INFINITY)),
    relevantP:
      relevantP &&
      (effect => {
        const { pValue, log10P } = relevantP(effect)
        return isShown(pValue) ? { pValue, log10P } : { pValue: smallestPValue }
      }),
  }
}

type Power = Pick<DrawnTest, 'smallestDetectable' | 'upperBound' | 'relevantP'>

/** What clusters cost, in one sentence. */
export function clustersText(test: ClusterPermutationTest, column = 'cluster'): string {
  const { clusters, permutations, designEffect } = test
  const dealt = `${formatCount(clusters.reference)} and ${plural(clusters.sample, 'cluster')} of ${column}`
  return `${dealt} were dealt anew as wholes, ${plural(permutations, 'time')}; a row tells as much as ${formatNumber(rounded(1 / designEffect))} of an independent one.`
}
