/**
 * Counts divided by their sum.
 *
 * @throws RangeError when there is no count, a count is negative or not finite, or all are 0
 */
export function shares(counts: ArrayLike<number>): readonly number[] {
  let total = 0
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k] ?? 0
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) throw new RangeError(`A count cannot be ${count}.`)
    total += count
  }
  if (total === 0) throw new RangeError('All counts are 0, so there is no distribution.')
  return Array.from(counts, count => count / total)
}

/** The shares of two lists of counts of the same categories. */
export function pairedShares(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
): readonly (readonly [number, number])[] {
  if (reference.length !== sample.length) {
    throw new RangeError(`There are ${reference.length} reference counts and ${sample.length} sample counts.`)
  }
  const second = shares(sample)
  return shares(reference).map((share, k) => [share, second[k] ?? 0])
}
