import {
  checkRegionCounts,
  type RegionCounts,
  type RegionCountsPair,
  regionShare,
  without,
} from './region-counts.ts'
import { slicePullP } from './slice-pull.ts'

/** The rows with one value in one column, or in each of two. */
export interface SliceCounts extends RegionCountsPair {
  /** How many columns name the slice. */
  readonly depth: 1 | 2
}

export interface ExplainingSliceOptions {
  /** Probability of naming any slice when none is special. */
  readonly alpha?: number
  /** Rows that a slice needs in one dataset at least, and the rest in both. */
  readonly leastRows?: number
}

/** A share in each dataset. */
export interface SharePair {
  readonly reference: number
  readonly sample: number
}

export interface SliceExplanation {
  /** The slice's place among those given. */
  readonly index: number
  /** 1 − |difference without the slice| / |difference|, from ½ to 1. */
  readonly explained: number
  /** Shares of the region within the slice; 0 where a dataset has no such row. */
  readonly inside: SharePair
  /** Shares of the region without the slice. */
  readonly outside: SharePair
  /** Shares of all rows that are in the slice. */
  readonly rows: SharePair
}

/** A depth-2 slice has to score this many times as high as every slice of one column. */
const marginOfTwoColumns = 1.15

/**
 * The slice that explains why a region of a column's values has another share in the sample than in the reference:
 * without the slice's rows at least half of the difference vanishes. It may have changed itself, or become more or
 * less frequent. Undefined when there is no difference or no slice explains it.
 *
 * - A slice has on average less than half of the rows of the two datasets, so that the rest is the normal case.
 * - What it explains is significant at alpha / number of slices (Bonferroni).
 * - The best score is explained · √((1 − rows) / rows), with rows the mean of its shares. Rows of the changed slice
 *   left out lower it as much as unchanged rows taken in: by the φ coefficient between the two slices.
 * - Two columns have to score clearly higher than every slice of one, those too large to be named included.
 *
 * @throws RangeError when a count is impossible or larger than that of all rows, or alpha is not between 0 and 1
 * @example explainingSlice({ reference: { rows: 1000, inside: 100 }, sample: { rows: 1000, inside: 180 } }, [{ depth: 1, reference: { rows: 100, inside: 10 }, sample: { rows: 100, inside: 90 } }])?.explained // 1
 */
export function explainingSlice(
  total: RegionCountsPair,
  slices: readonly SliceCounts[],
  { alpha = 0.05, leastRows = 30 }: ExplainingSliceOptions = {},
): SliceExplanation | undefined {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, unlike ${alpha}.`)
  checkCounts(total, slices)
  const measured = slices.flatMap((slice, index) =>
    isLargeEnough(total, slice, leastRows) ? [measure(total, slice, index)] : [],
  )
  const explaining = measured.filter(({ explained }) => explained >= 0.5)
  const limit = alpha / slices.length
  const candidates = explaining.filter(
    ({ slice, meanRows }) => meanRows < 0.5 && slicePullP(total, slice) <= limit,
  )
  const single = best(explaining.filter(({ slice }) => slice.depth === 1))
  const needed = marginOfTwoColumns * (single?.score ?? 0)
  const chosen =
    best(candidates.filter(({ slice, score }) => slice.depth === 2 && score >= needed)) ??
    best(candidates.filter(({ slice }) => slice.depth === 1))
  return chosen?.explanation
}

interface Measured {
  readonly slice: SliceCounts
  readonly explanation: SliceExplanation
  readonly explained: number
  readonly meanRows: number
  readonly score: number
}

function measure(total: RegionCountsPair, slice: SliceCounts, index: number): Measured {
  const all = sharesOf(total)
  const outside = sharesOf(outsideOf(total, slice))
  const rows = {
    reference: slice.reference.rows / total.reference.rows,
    sample: slice.sample.rows / total.sample.rows,
  }
  const difference = Math.abs(all.sample - all.reference)
  const explained = difference === 0 ? 0 : 1 - Math.abs(outside.sample - outside.reference) / difference
  const meanRows = (rows.reference + rows.sample) / 2
  return {
    slice,
    explanation: { index, explained, inside: sharesOf(slice), outside, rows },
    explained,
    meanRows,
    score: explained * Math.sqrt((1 - meanRows) / meanRows),
  }
}

/** The highest score; of equal ones that with more rows in the sample, or with more of them in the region. */
function best(candidates: readonly Measured[]): Measured | undefined {
  return [...candidates].sort(
    (a, b) =>
      b.score - a.score ||
      b.slice.sample.rows - a.slice.sample.rows ||
      b.slice.sample.inside - a.slice.sample.inside,
  )[0]
}

function isLargeEnough(total: RegionCountsPair, slice: RegionCountsPair, leastRows: number): boolean {
  const outside = outsideOf(total, slice)
  const most = Math.max(slice.reference.rows, slice.sample.rows)
  return most >= Math.max(1, leastRows) && fewestRows(outside) >= Math.max(1, leastRows)
}

function fewestRows({ reference, sample }: RegionCountsPair): number {
  return Math.min(reference.rows, sample.rows)
}

function outsideOf(total: RegionCountsPair, slice: RegionCountsPair): RegionCountsPair {
  return {
    reference: without(total.reference, slice.reference),
    sample: without(total.sample, slice.sample),
  }
}

function sharesOf({ reference, sample }: RegionCountsPair): SharePair {
  return { reference: regionShare(reference), sample: regionShare(sample) }
}

function checkCounts(total: RegionCountsPair, slices: readonly SliceCounts[]): void {
  const check = (all: RegionCounts, part: RegionCounts) => {
    for (const counts of [all, part, without(all, part)]) checkRegionCounts(counts)
  }
  for (const slice of [total, ...slices]) {
    check(total.reference, slice.reference)
    check(total.sample, slice.sample)
  }
}
