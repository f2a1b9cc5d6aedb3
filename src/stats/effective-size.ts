/**
 * mn / (m + n): two samples of m and n values estimate a difference as well as one sample of this size a value.
 *
 * @example effectiveSize(10000, 500) // 476.1904761904762
 */
export function effectiveSize(n1: number, n2: number): number {
  return (n1 / (n1 + n2)) * n2
}
