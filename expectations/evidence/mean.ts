import { plural } from '../../src/core/format.ts'
import {
  type Clustered,
  isClustered,
  type Tally,
  type Weighted,
  type WeightedSide,
} from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import {
  type ClusterPermutationTest,
  type Moments,
  normalInverseSurvival,
  studentTCritical,
  weightedMeans,
} from '../../src/stats/index.ts'
import { type Both, both } from '../parts/both.ts'
import { type ClusterDraw, clusterPower, clustersText, permuteClusters } from '../parts/clusters.ts'
import { countsOf, weightObstacle, weightsAsCounts } from '../parts/compared.ts'
import type { Alternative } from '../parts/levels.ts'
import { distributionsOf, momentsOf } from './distribution.ts'
import { weightsText } from './weighted-ks.ts'
import { drawMeans, drawWelch, undrawnMean } from './welch.ts'

export interface MeanDraw extends ClusterDraw {
  readonly alternative: Alternative
}

/** Beyond these the size of Welch's test is far from its level: up to 24 % instead of 5 % for lognormal values. */
const largeSkewness = 2
const largeRatio = 5
/** Rows up to which values are dealt anew; beyond, the error of Welch's test is small. */
const mostDealt = 200_000

/** Whether values are so skewed, and the datasets of so different a size, that Welch's test cannot be trusted. */
export function isWelchDoubtful(n: Both<number>, skewness: Both<number | null>): boolean {
  if (n.reference < 2 || n.sample < 2) return false
  const ratio = Math.max(n.reference / n.sample, n.sample / n.reference)
  const most = Math.max(Math.abs(skewness.reference ?? 0), Math.abs(skewness.sample ?? 0))
  return ratio > largeRatio && most > largeSkewness && n.reference + n.sample <= mostDealt
}

/** Compares two means of skewed values by dealing the rows anew, which is exact where the distributions are equal. */
export function drawPermutedMean(tally: Tally, moments: Both<Moments>, draw: MeanDraw): DrawnTest {
  if (tally.ranges)
    return undrawnMean(
      both(moments, each => each.count),
      "skewed values, and datasets of very different sizes: Welch's t is doubtful, and they are too many to be dealt anew",
    )
  const test = permuteClusters(rowsAsClusters(tally), 'mean', draw)
  const choice = `Skewed values, and datasets of very different sizes: Welch's t, whose p comes from dealing the rows anew ${plural(test.permutations, 'time')}.`
  return withDealtP(drawWelch(moments, draw.alternative), test, { method: 'permutation', choice })
}

/** Compares two means of rows that come in clusters, or have weights. */
export function drawGroupedMean(answer: Clustered | Weighted, draw: MeanDraw): DrawnTest {
  return isClustered(answer) ? drawClusteredMean(answer, draw) : drawWeightedMean(answer, draw)
}

function drawClusteredMean(answer: Clustered, draw: MeanDraw): DrawnTest {
  const values = Float64Array.from(answer.values, Number)
  const data = distributionsOf({ values, ...countsOf(answer) })
  const n = both(data, each => each.n)
  if (n.reference < 2 || n.sample < 2) return drawWelch(both(data, momentsOf), draw.alternative)
  const test = permuteClusters(answer, 'mean', draw)
  // Moments of as many independent rows as the clustered ones amount to.
  const moments = both(data, each => ({
    ...momentsOf(each),
    count: Math.max(2, Math.floor(each.n / test.designEffect)),
  }))
  const welch = drawWelch(moments, draw.alternative)
  const drawn = {
    ...welch,
    n,
    smallestDetectable: (level: number) =>
      (welch.smallestDetectable?.(level) ?? 0) * priceOfFewClusters(level, test),
  }
  const choice = clustersText(test, draw.params?.cluster)
  return withDealtP(drawn, test, { method: 'cluster-permutation', choice })
}

/** How much larger a t has to be whose error is estimated from the clusters of the dataset that has fewer. */
function priceOfFewClusters(level: number, { clusters }: ClusterPermutationTest): number {
  const degreesOfFreedom = Math.max(1, Math.min(clusters.reference, clusters.sample) - 1)
  return studentTCritical(level, degreesOfFreedom) / normalInverseSurvival(level / 2)
}

function drawWeightedMean(answer: Weighted, draw: MeanDraw): DrawnTest {
  const n = { reference: answer.reference.n, sample: answer.sample.n }
  if (n.reference === 0 || n.sample === 0) return undrawnMean(n, 'no values')
  const obstacle = weightObstacle(answer)
  if (obstacle !== undefined) return undrawnMean(n, obstacle)
  const values = Float64Array.from(answer.values, Number)
  const weights = both(answer as Both<WeightedSide>, weightsAsCounts)
  const moments = both(distributionsOf({ values, ...weights }), momentsOf)
  const test = weightedMeans(answer, values, { alternative: draw.alternative })
  return {
    ...drawMeans(test, moments, draw.alternative),
    n,
    ...(test.undecidable === undefined && { choice: weightsText(test.n, draw.params?.weight) }),
  }
}

function withDealtP(
  drawn: DrawnTest,
  test: ClusterPermutationTest,
  how: Pick<DrawnTest, 'method' | 'choice'>,
): DrawnTest {
  return {
    ...drawn,
    ...how,
    pValue: test.pValue,
    log10P: test.log10P,
    ...clusterPower(test, drawn),
    // It belongs to the t distribution, which p does not come from.
    criticalStatistic: undefined,
  }
}

/** Each row as a cluster of its own. */
function rowsAsClusters({ values, reference, sample }: Tally): Clustered {
  return { values: Array.from(values), reference: rowsOf(reference), sample: rowsOf(sample) }
}

function rowsOf(counts: ArrayLike<number>): Clustered['sample'] {
  const clusters = Array.from(counts).reduce((sum, count) => sum + count, 0)
  const value = new Uint32Array(clusters)
  for (let place = 0, row = 0; place < counts.length; place++) {
    const next = row + (counts[place] ?? 0)
    value.fill(place, row, next)
    row = next
  }
  return {
    clusters,
    cluster: Uint32Array.from(value, (_, row) => row),
    value,
    count: new Uint32Array(clusters).fill(1),
  }
}
