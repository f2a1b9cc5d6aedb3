/** How many rows there are, and how many of them have a value in the region. */
export interface RegionCounts {
  readonly rows: number
  readonly inside: number
}

/** Counts of one kind of rows in either dataset. */
export interface RegionCountsPair {
  readonly reference: RegionCounts
  readonly sample: RegionCounts
}

/** Counts without those of a part of the rows. */
export function without(all: RegionCounts, part: RegionCounts): RegionCounts {
  return { rows: all.rows - part.rows, inside: all.inside - part.inside }
}

/** The region's share of the rows; 0 where there is no row. */
export function regionShare({ rows, inside }: RegionCounts): number {
  return rows === 0 ? 0 : inside / rows
}

/** @throws RangeError when a count is negative or not finite, or more rows are in the region than there are */
export function checkRegionCounts({ rows, inside }: RegionCounts): void {
  if (!(inside >= 0 && rows >= inside && rows < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Of ${rows} rows there cannot be ${inside} in the region.`)
  }
}
