import { drawShares } from '../../expectations/evidence/category-shares.ts'
import { drawClusteredKs } from '../../expectations/evidence/clustered-ks.ts'
import { drawGroupedMean } from '../../expectations/evidence/mean.ts'
import { variationDetectable } from '../../expectations/evidence/variation-power.ts'
import { drawWeightedKs } from '../../expectations/evidence/weighted-ks.ts'
import { value } from '../../src/core/expr.ts'
import * as stats from '../../src/stats/index.ts'
import { clusteredOf, weightedOf, weightOf } from './answers.ts'
import { type Drift, level, normalAround, type Sizes, shiftOf } from './drift.ts'
import type { Random } from './random.ts'
import { drawRows, largestCluster, type Pair, pairOf, withinClusters } from './rows.ts'

const draw = { of: value('x'), alternative: 'two-sided' } as const

/** Drifts of columns whose rows have weights. */
export function weightedDriftsAt(sizes: Sizes): readonly Drift[] {
  const [m, n] = [worthOf(sizes.reference), worthOf(sizes.sample)]
  return [
    {
      ...sizes,
      name: 'weighted KS, D: a normal column shifted',
      minEffect: 0.1,
      smallestDetectable: stats.ksSmallestDetectable(level, m, n),
      draw: (effect, random) => drawWeightedKs(weightedOf(shifted(sizes, shiftOf(effect), random)), draw),
    },
    {
      ...sizes,
      name: 'weighted mean, d: a normal column shifted',
      minEffect: 0.2,
      smallestDetectable: stats.tSmallestDetectable(level, m, n),
      draw: (effect, random) => drawGroupedMean(weightedOf(shifted(sizes, effect, random)), draw),
    },
    {
      ...sizes,
      name: 'weighted shares, total variation: one half gains',
      minEffect: 0.1,
      smallestDetectable: variationDetectable(level, 1, { reference: m, sample: n }),
      draw: (effect, random) => drawShares(weightedOf(gained(sizes, effect, random)), draw),
    },
  ]
}

/** Drifts of columns whose rows come in clusters. */
export function clusterDriftsAt(sizes: Sizes): readonly Drift[] {
  // Of the clusters of 1 to L rows, that of a row has (2 L + 1) / 3 rows on average.
  const ofRow = (2 * largestCluster + 1) / 3
  const worth = (rows: number, correlation: number) => rows / (1 + (ofRow - 1) * correlation)
  const ofRanks = (6 / Math.PI) * Math.asin(withinClusters / 2)
  const ofSigns = (2 / Math.PI) * Math.asin(withinClusters)
  const { reference, sample } = sizes
  // The error of a mean is estimated from the clusters of the sample, which has fewer.
  const fewer = (2 * sample) / (largestCluster + 1)
  return [
    {
      ...sizes,
      name: 'clustered KS, D: a normal column shifted',
      minEffect: 0.1,
      smallestDetectable: stats.ksSmallestDetectable(
        level,
        worth(reference, ofRanks),
        worth(sample, ofRanks),
      ),
      draw: (effect, random) =>
        drawClusteredKs(clusteredOf(shifted(sizes, shiftOf(effect), random, true)), draw),
      part: 0.05,
    },
    {
      ...sizes,
      name: 'clustered mean, d: a normal column shifted',
      minEffect: 0.2,
      smallestDetectable:
        (stats.tSmallestDetectable(level, worth(reference, withinClusters), worth(sample, withinClusters)) *
          stats.studentTCritical(level, fewer - 1)) /
        stats.normalInverseSurvival(level / 2),
      draw: (effect, random) => drawGroupedMean(clusteredOf(shifted(sizes, effect, random, true)), draw),
      part: 0.1,
    },
    {
      ...sizes,
      name: 'clustered shares, total variation: one half gains',
      minEffect: 0.1,
      smallestDetectable: variationDetectable(level, 1, {
        reference: worth(reference, ofSigns),
        sample: worth(sample, ofSigns),
      }),
      draw: (effect, random) => drawShares(clusteredOf(gained(sizes, effect, random, true)), draw),
      part: 0.1,
    },
  ]
}

/** Normal variables whose mean is shifted in the sample. */
function shifted(sizes: Sizes, shift: number, random: Random, inClusters?: true): Pair {
  return drawPair(sizes, [normalAround(0), normalAround(shift)], random, inClusters)
}

/** One half of the reference, and a share that is larger by the gain of the sample. */
function gained(sizes: Sizes, gain: number, random: Random, inClusters?: true): Pair {
  const limit = stats.normalInverseSurvival(0.5 + Math.min(gain, 0.499))
  const isAbove =
    (least: number) =>
    ({ normal }: Random) =>
      normal() > least ? 1 : 0
  return drawPair(sizes, [isAbove(0), isAbove(limit)], random, inClusters)
}

type Draw = (random: Random) => number

function drawPair(
  { reference, sample }: Sizes,
  [before, after]: readonly [Draw, Draw],
  random: Random,
  inClusters?: true,
): Pair {
  const rows = (count: number, draw: Draw) => drawRows(count, { draw, inClusters }, random)
  return pairOf(rows(reference, before), rows(sample, after))
}

/** To how many rows of equal weight so many amount. */
function worthOf(rows: number): number {
  let [total, squares] = [0, 0]
  for (let row = 0; row < rows; row++) {
    total += weightOf(row, rows)
    squares += weightOf(row, rows) ** 2
  }
  return stats.kishSize(total, squares)
}
