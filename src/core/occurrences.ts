import type { ClusteredSide } from './metric.ts'

/** Pairs of a cluster and a value, as parallel arrays in any order. */
export interface Pairs {
  /** 1-based; 0 for rows without a cluster. */
  readonly cluster: Uint32Array
  /** 0-based. */
  readonly value: Uint32Array
  /** How many rows; pairs of 0 rows are left out. */
  readonly count: Uint32Array
}

/** Pairs in the order of their clusters, then of their values; each row without a cluster becomes a last cluster. */
export function sideOf(pairs: Pairs): ClusteredSide {
  const { named, lone, entries } = sizeOf(pairs)
  const [cluster, value] = [new Uint32Array(entries), new Uint32Array(entries)]
  const count = new Uint32Array(entries).fill(1)
  let [entry, next] = [0, named]
  for (const row of sorted(pairs, named)) {
    const [number, rows] = [at(pairs.cluster, row), at(pairs.count, row)]
    if (number > 0) {
      cluster[entry] = number - 1
      value[entry] = at(pairs.value, row)
      count[entry++] = rows
    } else
      for (let copy = 0; copy < rows; copy++) {
        cluster[entry] = next++
        value[entry++] = at(pairs.value, row)
      }
  }
  return { clusters: named + lone, cluster, value, count }
}

function sizeOf({ cluster, count }: Pairs) {
  let [named, lone, pairs] = [0, 0, 0]
  for (let row = 0; row < count.length; row++) {
    const [number, rows] = [at(cluster, row), at(count, row)]
    if (number === 0) lone += rows
    else if (rows > 0) pairs += 1
    named = Math.max(named, number)
  }
  return { named, lone, entries: pairs + lone }
}

/** The places of the pairs that occur, those without a cluster last. */
function sorted({ cluster, value, count }: Pairs, named: number): Uint32Array {
  const rows = new Uint32Array(count.length)
  let length = 0
  for (let row = 0; row < count.length; row++) if (count[row] !== 0) rows[length++] = row
  const keys = cluster.map(number => (number === 0 ? named : number - 1))
  return countingSort(countingSort(rows.subarray(0, length), value), keys)
}

/** Sorts rows by a small whole number that each has; rows that have the same one keep their order. */
function countingSort(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  const largest = keys.reduce((so, key) => Math.max(so, key), 0)
  const starts = new Uint32Array(largest + 2)
  for (const row of rows) starts[at(keys, row) + 1] = at(starts, at(keys, row) + 1) + 1
  for (let key = 1; key < starts.length; key++) starts[key] = at(starts, key) + at(starts, key - 1)
  const result = new Uint32Array(rows.length)
  for (const row of rows) {
    const place = at(starts, at(keys, row))
    result[place] = row
    starts[at(keys, row)] = place + 1
  }
  return result
}

function at(numbers: Uint32Array, index: number): number {
  return numbers[index] ?? 0
}
