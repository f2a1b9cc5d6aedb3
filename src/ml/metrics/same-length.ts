/** @throws RangeError when two lists do not have the same length */
export function sameLength(actual: ArrayLike<unknown>, predicted: ArrayLike<unknown>): number {
  if (actual.length === predicted.length) return actual.length
  throw new RangeError(`There are ${predicted.length} predictions for ${actual.length} rows.`)
}
