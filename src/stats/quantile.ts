/**
 * Quantile of values given with their counts, by linear interpolation between order statistics (type 7, the default
 * of R and numpy). The values ascend and may have a count of 0.
 *
 * Agrees with `numpy.quantile(np.repeat(values, counts), q)`.
 *
 * @throws RangeError when there are no values, q is not between 0 and 1, a count is no count, a value is NaN, or the
 *   quantile lies between −∞ and ∞
 * @example countedQuantile([1, 2, 10], [1, 2, 1], 0.75) // 4
 */
export function countedQuantile(values: ArrayLike<number>, counts: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile lies between 0 and 1, unlike ${q}.`)
  let total = 0
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k] ?? 0
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`A count cannot be ${count}.`)
    if (Number.isNaN(values[k])) throw new RangeError('NaN has no place among ordered values.')
    total += count
  }
  if (total === 0) throw new RangeError('There are no values to take a quantile of.')
  const position = q * (total - 1)
  const low = orderStatistic(values, counts, Math.floor(position))
  const high = orderStatistic(values, counts, Math.ceil(position))
  if (low === high) return low
  if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) {
    throw new RangeError('There is no value between −∞ and ∞.')
  }
  const share = position - Math.floor(position)
  return Number.isFinite(high - low) ? low + (high - low) * share : low * (1 - share) + high * share
}

function orderStatistic(values: ArrayLike<number>, counts: ArrayLike<number>, rank: number): number {
  let seen = 0
  for (let k = 0; k < values.length; k++) {
    seen += counts[k] ?? 0
    if (seen > rank) return values[k] ?? 0
  }
  throw new RangeError(`There is no value of rank ${rank}.`)
}
