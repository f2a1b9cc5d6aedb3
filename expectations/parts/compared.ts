import { UserError } from '../../src/core/errors.ts'
import type { Expr } from '../../src/core/expr.ts'
import { plural } from '../../src/core/format.ts'
import {
  type Clustered,
  type ClusteredMetric,
  clustered,
  type RanksMetric,
  ranks,
  type Tally,
  type Weighted,
  type WeightedMetric,
  type WeightedSide,
  weighted,
} from '../../src/core/metric.ts'
import type { TestParams } from '../../src/core/test.ts'
import { kishSize } from '../../src/stats/index.ts'
import type { Both } from './both.ts'

/** The values of an expression in both datasets, as its rows depend on each other or stand for others. */
export type Compared = Tally | Clustered | Weighted

/** What is asked about rows that depend on each other or stand for others. */
export type GroupedMetric = ClusteredMetric | WeightedMetric

/** What to ask about an expression for a test with these parameters. */
export function comparedBy(of: Expr, params: TestParams): RanksMetric | ClusteredMetric | WeightedMetric {
  return groupedBy(of, params) ?? ranks(of)
}

/**
 * The same where ranks are not needed: nothing for rows that are independent and alike.
 *
 * @throws UserError when rows are both clustered and weighted
 */
export function groupedBy(of: Expr, { cluster, weight }: TestParams): GroupedMetric | undefined {
  if (cluster !== undefined && weight !== undefined)
    throw new UserError(
      'A test takes a cluster or a weight, not both: tests of weighted rows take them for independent.',
    )
  if (cluster !== undefined) return clustered(of, cluster)
  return weight === undefined ? undefined : weighted(of, weight)
}

/** How often each value occurs in both datasets. */
export function countsOf({ values, reference, sample }: Clustered): Both<Uint32Array> {
  const counts = ({ value, count }: Clustered['sample']) => {
    const sums = new Uint32Array(values.length)
    for (let k = 0; k < value.length; k++) {
      const place = value[k] ?? 0
      sums[place] = (sums[place] ?? 0) + (count[k] ?? 0)
    }
    return sums
  }
  return { reference: counts(reference), sample: counts(sample) }
}

/** Why weights cannot be used, or `undefined`. */
export function weightObstacle({ reference, sample }: Weighted): string | undefined {
  for (const [name, side] of [
    ['reference', reference],
    ['sample', sample],
  ] as const) {
    if (side.unusable > 0)
      return `${plural(side.unusable, 'row')} of the ${name} without a weight, or with one that is negative or infinite`
    if (side.n > 0 && totalWeight(side) === 0) return `all weights of the ${name} are 0`
  }
  return undefined
}

/** Weights as if they were counts: each row that has a value stands for one row on average. */
export function weightsAsCounts(side: WeightedSide): Float64Array {
  const scale = side.n / totalWeight(side)
  return side.weights.map(weight => weight * scale)
}

/** Σ w² of the weights that {@link weightsAsCounts} gives. */
export function scaledSquares(side: WeightedSide): number {
  return side.n ** 2 / kishSize(totalWeight(side), side.squares)
}

function totalWeight({ weights }: WeightedSide): number {
  return weights.reduce((sum, weight) => sum + weight, 0)
}
