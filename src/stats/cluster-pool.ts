import type { Sizes } from './tally.ts'

/** How often each value occurs in each cluster of a dataset: parallel arrays, one entry for each pair that occurs. */
export interface ClusterSide {
  /** Number of the cluster; the same number means nothing in the other dataset. */
  readonly cluster: ArrayLike<number>
  /** 0-based place among the distinct values. */
  readonly value: ArrayLike<number>
  readonly count: ArrayLike<number>
}

/** Two datasets whose rows come in clusters, such as the trips of one driver. */
export interface ClusterData {
  /** How many distinct values there are; where their order matters, places ascend with them. */
  readonly size: number
  /** The distinct values themselves, for what needs more than their order. */
  readonly values?: ArrayLike<number>
  readonly reference: ClusterSide
  readonly sample: ClusterSide
}

/** The clusters of both datasets that have rows, those of the reference first, with the cells of each together. */
export interface ClusterPool {
  /** Where the cells of each cluster begin, and where the last one ends. */
  readonly start: Uint32Array
  readonly value: Uint32Array
  readonly count: Float64Array
  /** How many rows each cluster has. */
  readonly rows: Float64Array
  /** How many rows of both datasets have each value. */
  readonly totals: Float64Array
  readonly clusters: Sizes
  readonly n: Sizes
}

/**
 * Pools the clusters of two datasets.
 *
 * @throws RangeError when a dataset has no rows, its arrays differ in length, or a place or a count is impossible
 */
export function poolClusters({ size, reference, sample }: ClusterData): ClusterPool {
  const first = ownersOf(reference, size, 0, 'reference')
  const second = ownersOf(sample, size, first.clusters, 'sample')
  const clusters = { reference: first.clusters, sample: second.clusters }
  const start = startsOf([first.owner, second.owner], first.clusters + second.clusters)
  const value = new Uint32Array(first.owner.length + second.owner.length)
  const count = new Float64Array(value.length)
  const rows = new Float64Array(start.length - 1)
  const totals = new Float64Array(size)
  const free = start.slice()
  for (const [side, { owner }] of [[reference, first] as const, [sample, second] as const]) {
    for (let e = 0; e < owner.length; e++) {
      const [cluster, place, times] = [owner[e] ?? 0, side.value[e] ?? 0, side.count[e] ?? 0]
      const cell = free[cluster] ?? 0
      free[cluster] = cell + 1
      value[cell] = place
      count[cell] = times
      rows[cluster] = (rows[cluster] ?? 0) + times
      totals[place] = (totals[place] ?? 0) + times
    }
  }
  const ofReference = sum(rows.subarray(0, first.clusters))
  const n = { reference: ofReference, sample: sum(rows) - ofReference }
  return { start, value, count, rows, totals, clusters, n }
}

/** The cluster of each cell, numbered without gaps from `from` on. */
function ownersOf({ cluster, value, count }: ClusterSide, size: number, from: number, which: string) {
  if (cluster.length !== count.length || value.length !== count.length) {
    throw new RangeError(
      `The ${which} has ${cluster.length} clusters, ${value.length} values and ${count.length} counts, not as many of each.`,
    )
  }
  if (count.length === 0) throw new RangeError(`The ${which} has no values, so there is nothing to compare.`)
  const numbers = new Map<number, number>()
  const owner = new Uint32Array(count.length)
  for (let e = 0; e < owner.length; e++) {
    const [name = 0, place = 0, times = 0] = [cluster[e], value[e], count[e]]
    if (!(Number.isInteger(times) && times > 0)) throw new RangeError(`A count cannot be ${times}.`)
    if (!(Number.isInteger(place) && place >= 0 && place < size)) {
      throw new RangeError(`A value cannot have the place ${place} among ${size}.`)
    }
    const number = numbers.get(name) ?? from + numbers.size
    numbers.set(name, number)
    owner[e] = number
  }
  return { owner, clusters: numbers.size }
}

function startsOf(owners: readonly Uint32Array[], clusters: number): Uint32Array {
  const start = new Uint32Array(clusters + 1)
  for (const owner of owners) for (const cluster of owner) start[cluster + 1] = (start[cluster + 1] ?? 0) + 1
  for (let c = 1; c <= clusters; c++) start[c] = (start[c] ?? 0) + (start[c - 1] ?? 0)
  return start
}

function sum(counts: Float64Array): number {
  let total = 0
  for (const count of counts) total += count
  return total
}
