import type { Clustered } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import {
  totalVariationInterval,
  totalVariationRelevantP,
  totalVariationUpperBound,
} from '../../src/stats/index.ts'
import type { Both } from '../parts/both.ts'
import { clusterPower, clustersText, independentRows, permuteClusters } from '../parts/clusters.ts'
import { countsOf } from '../parts/compared.ts'
import { intervalAlpha } from '../parts/levels.ts'
import { countedCategories } from './categories.ts'
import { type SharesDraw, shareNames, sharesEvidence } from './shares-evidence.ts'
import { variationDetectable } from './variation-power.ts'

/** Compares categories of rows that come in clusters, which are dealt anew as wholes. */
export function drawClusteredShares(answer: Clustered, n: Both<number>, draw: SharesDraw): DrawnTest {
  const counts = countsOf(answer)
  const test = permuteClusters(answer, 'total-variation', draw)
  const sizes = independentRows(test)
  // The shares of so many independent rows.
  const scaled = [counts.reference, counts.sample].map(side =>
    Array.from(side, count => count / test.designEffect),
  ) as [number[], number[]]
  const interval = totalVariationInterval(...scaled, intervalAlpha)
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: 'cluster-permutation',
    statistic: { name: shareNames.effect, value: test.statistic },
    effect: {
      name: shareNames.effect,
      value: test.statistic,
      most: 1,
      interval: [interval.lower, interval.upper],
    },
    ...sharesEvidence(countedCategories(answer.values, counts), draw),
    n,
    choice: clustersText(test, draw.params?.cluster),
    ...clusterPower(test, {
      smallestDetectable: level => variationDetectable(level, Math.max(1, answer.values.length - 1), sizes),
      relevantP: effect => totalVariationRelevantP(...scaled, effect),
      upperBound: level => totalVariationUpperBound(...scaled, level),
    }),
  }
}
