/**
 * Quantile of values given with their counts, by linear interpolation between order statistics (type 7, the default
 * of R and numpy). The values ascend and may have a count of 0.
 *
 * Agrees with `numpy.quantile(np.repeat(values, counts), q)`.
 *
 * @throws RangeError when there are no values or q is not between 0 and 1
 * @example countedQuantile([1, 2, 10], [1, 2, 1], 0.75) // 4
 */
export function countedQuantile(values: ArrayLike<number>, counts: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile lies between 0 and 1, unlike ${q}.`)
  let total = 0
  for (let k = 0; k < counts.length; k++) total += counts[k] ?? 0
  if (total === 0) throw new RangeError('There are no values to take a quantile of.')
  const position = q * (total - 1)
  const low = orderStatistic(values, counts, Math.floor(position))
  const high = orderStatistic(values, counts, Math.ceil(position))
  return low === high ? low : low + (high - low) * (position - Math.floor(position))
}

function orderStatistic(values: ArrayLike<number>, counts: ArrayLike<number>, rank: number): number {
  let seen = 0
  for (let k = 0; k < values.length; k++) {
    seen += counts[k] ?? 0
    if (seen > rank) return values[k] ?? 0
  }
  throw new RangeError(`There is no value of rank ${rank}.`)
}
