/**
 * mn / (m + n): two samples of m and n values estimate a difference as well as one sample of this size a value.
 *
 * @example effectiveSize(10000, 500) // 476.1904761904762
 */
export function effectiveSize(n1: number, n2: number): number {
  return (n1 / (n1 + n2)) * n2
}

/**
 * How many independent rows tell as much as n rows with a design effect, in clusters for example.
 *
 * @throws RangeError when the design effect is not positive
 * @example effectiveRows(1000, 2.5) // 400
 */
export function effectiveRows(n: number, designEffect: number): number {
  if (!(designEffect > 0)) throw new RangeError(`A design effect is positive, unlike ${designEffect}.`)
  return n / designEffect
}

/**
 * Kish's effective sample size (Σ w)² / Σ w²: how many rows of equal weight tell as much as rows of these weights.
 *
 * @see Kish 1965, Survey Sampling, section 11.7
 * @param total Σ w
 * @param squares Σ w²
 * @throws RangeError when no weights that are at least 0 have such sums
 * @example kishSize(6, 14) // 2.5714285714285716
 */
export function kishSize(total: number, squares: number): number {
  const size = total * (total / squares)
  if (total > 0 && squares > 0 && size >= 1 - 1e-9 && size < Number.POSITIVE_INFINITY)
    return Math.max(1, size)
  throw new RangeError(`Weights cannot add up to ${total} and their squares to ${squares}.`)
}
