import type { ClusterData, ClusterSide } from '../../src/stats/cluster-pool.ts'

/** The rows of each cluster of a dataset. */
export type Rows = readonly (readonly number[])[]

/** Cluster data of rows written out. */
export function clusterData(
  reference: Rows,
  sample: Rows,
): ClusterData & { readonly values: readonly number[] } {
  const values = [...new Set([...reference, ...sample].flat())].sort((a, b) => a - b)
  const place = new Map(values.map((value, k) => [value, k]))
  return {
    size: values.length,
    values,
    reference: sideOf(reference, place),
    sample: sideOf(sample, place),
  }
}

function sideOf(rows: Rows, place: ReadonlyMap<number, number>): ClusterSide {
  const cells = rows.flatMap((values, cluster) =>
    [...new Set(values)].map(value => ({
      cluster,
      value: place.get(value) ?? 0,
      count: values.filter(other => other === value).length,
    })),
  )
  return {
    cluster: cells.map(cell => cell.cluster),
    value: cells.map(cell => cell.value),
    count: cells.map(cell => cell.count),
  }
}

/** Every way to choose `size` of the items, with those left over. */
export function deals<T>(
  items: readonly T[],
  size: number,
): readonly (readonly [readonly T[], readonly T[]])[] {
  const [first, ...others] = items
  if (first === undefined) return size === 0 ? [[[], []]] : []
  const taken = deals(others, size - 1).map(([a, b]) => [[first, ...a], b] as const)
  const left = deals(others, size).map(([a, b]) => [a, [first, ...b]] as const)
  return [...taken, ...left]
}
