import type { Bucket } from './buckets.ts'

/** A value, and how many values of each dataset are at most that. */
export interface Point {
  readonly value: number | bigint
  readonly upTo: readonly number[]
  /** Whether there is no other value above the point before. */
  readonly isSingle: boolean
}

/** What is to be known exactly of some numbers. */
export interface Wanted {
  /** For each dataset, the 0-based places of values in its order. */
  readonly ranks: readonly (readonly number[])[]
  /** Values that are at least so frequent. */
  readonly frequent: number
}

/** A bucket, and how many values of each dataset lie before it. */
export interface Placed extends Bucket {
  readonly before: readonly number[]
}

export function upToEnd({ before, counts }: Placed): readonly number[] {
  return before.map((count, side) => count + (counts[side] ?? 0))
}

/** How many values each dataset has; empty where there are none at all. */
export function totalsOf(buckets: readonly Placed[]): readonly number[] {
  const last = buckets.at(-1)
  return last === undefined ? [] : upToEnd(last)
}
