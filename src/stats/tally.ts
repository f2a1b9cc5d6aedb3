/**
 * Distinct pooled values in ascending order, with how often each occurs in either sample.
 *
 * Everything that compares two samples by rank or by distance needs only this. `values` may hold ±Infinity, never
 * NaN; the three arrays have the same length and no value has two zero counts.
 */
export interface Tally {
  readonly values: Float64Array
  readonly reference: TallyCounts
  readonly sample: TallyCounts
  /**
   * Where an entry may stand for many neighbouring values, those above the entry before up to its own: 1 for such a
   * range, 0 for one value. Both distribution functions are exact at every entry, and differ most at entries. The
   * means are those of all values.
   */
  readonly ranges?: {
    readonly isRange: Uint8Array
    readonly means: Readonly<Record<keyof Sizes, number | null>>
  }
}

/** Whole numbers up to 2⁵³. */
export type TallyCounts = Uint32Array | Float64Array

/** How many values each of the two samples has. */
export interface Sizes {
  readonly reference: number
  readonly sample: number
}

/**
 * Tallies two samples of numbers. −0 counts as 0, ±Infinity are legal values, either sample may be empty.
 *
 * @throws RangeError when a value is NaN
 * @example [...tally([2, 1, 2], [2, 3]).values] // [1, 2, 3]
 * @example [...tally([2, 1, 2], [2, 3]).reference] // [1, 2, 0]
 */
export function tally(reference: ArrayLike<number>, sample: ArrayLike<number>): Tally {
  const first = sorted(reference)
  const second = sorted(sample)
  const values = new Float64Array(first.length + second.length)
  const counts = [new Uint32Array(values.length), new Uint32Array(values.length)] as const
  let distinct = 0
  for (let i = 0, j = 0; i < first.length || j < second.length; distinct++) {
    const value = Math.min(first[i] ?? Number.POSITIVE_INFINITY, second[j] ?? Number.POSITIVE_INFINITY)
    const [startI, startJ] = [i, j]
    while (i < first.length && first[i] === value) i++
    while (j < second.length && second[j] === value) j++
    values[distinct] = value + 0
    counts[0][distinct] = i - startI
    counts[1][distinct] = j - startJ
  }
  return {
    values: values.slice(0, distinct),
    reference: counts[0].slice(0, distinct),
    sample: counts[1].slice(0, distinct),
  }
}

/**
 * Number of values in each sample of a tally.
 *
 * @example tallySizes(tally([2, 1, 2], [2, 3])) // { reference: 3, sample: 2 }
 */
export function tallySizes({ reference, sample }: Tally): Sizes {
  return { reference: sum(reference), sample: sum(sample) }
}

function sorted(values: ArrayLike<number>): Float64Array {
  // A typed array's own sort without a comparator is about ten times faster than with one; NaN goes last.
  const copy = new Float64Array(values).sort()
  if (Number.isNaN(copy.at(-1))) {
    throw new RangeError(
      'A sample contains NaN. Count missing values and leave them out before a comparison.',
    )
  }
  return copy
}

function sum(counts: TallyCounts): number {
  let total = 0
  for (const count of counts) total += count
  return total
}
