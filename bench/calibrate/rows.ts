import * as stats from '../../src/stats/index.ts'
import type { Column } from './columns.ts'
import type { Random } from './random.ts'

/** The values of a column of one dataset, row by row. */
export interface Rows {
  readonly values: Float64Array
  /** The cluster of each row, numbered from 0; every row is one of its own when absent. */
  readonly clusters?: Uint32Array
}

/** A column of both datasets. */
export interface Pair {
  readonly reference: Rows
  readonly sample: Rows
  readonly tally: stats.Tally
}

/** Correlation of the rows of a cluster. */
export const withinClusters = 0.5
/** Clusters have 1 to so many rows, each size as often. */
export const largestCluster = 19

export function pairOf(reference: Rows, sample: Rows): Pair {
  return { reference, sample, tally: stats.tally(reference.values, sample.values) }
}

/** Draws the rows of a column; those of a cluster have a part of their normal variable in common. */
export function drawRows(
  count: number,
  { draw, inClusters }: Pick<Column, 'draw' | 'inClusters'>,
  random: Random,
): Rows {
  if (!inClusters) return { values: drawn(count, draw, random) }
  const [values, clusters] = [new Float64Array(count), new Uint32Array(count)]
  let [row, cluster] = [0, 0]
  while (row < count) {
    const end = Math.min(count, row + 1 + random.below(largestCluster))
    const alike = inCommon(random, random.normal())
    for (; row < end; row++) [values[row], clusters[row]] = [draw(alike), cluster]
    cluster++
  }
  return { values, clusters }
}

export function drawn(count: number, draw: (random: Random) => number, random: Random): Float64Array {
  const values = new Float64Array(count)
  for (let k = 0; k < count; k++) values[k] = draw(random)
  return values
}

function inCommon(random: Random, common: number): Random {
  const [part, rest] = [Math.sqrt(withinClusters), Math.sqrt(1 - withinClusters)]
  return { ...random, normal: () => part * common + rest * random.normal() }
}
