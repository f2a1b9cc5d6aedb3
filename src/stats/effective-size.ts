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
