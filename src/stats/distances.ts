import { pairedShares } from './shares.ts'

/**
 * Total variation distance ½ Σ |p − q| of two lists of counts of the same categories, between 0 and 1: the share of
 * one sample that would have to change category to look like the other.
 *
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero
 * @example totalVariation([1, 1], [1, 3]) // 0.25
 */
export function totalVariation(reference: ArrayLike<number>, sample: ArrayLike<number>): number {
  let sum = 0
  for (const [p, q] of pairedShares(reference, sample)) sum += Math.abs(p - q)
  return Math.min(1, sum / 2)
}

/**
 * The largest difference of the shares of a single category, between 0 and 1.
 *
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero
 * @example lInfinity([2, 1, 1], [1, 2, 1]) // 0.25
 */
export function lInfinity(reference: ArrayLike<number>, sample: ArrayLike<number>): number {
  let largest = 0
  for (const [p, q] of pairedShares(reference, sample)) largest = Math.max(largest, Math.abs(p - q))
  return largest
}

/**
 * Hellinger distance √(½ Σ (√p − √q)²) of two lists of counts of the same categories, between 0 and 1.
 *
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero
 * @example hellinger([1, 0], [0, 1]) // 1
 */
export function hellinger(reference: ArrayLike<number>, sample: ArrayLike<number>): number {
  let sum = 0
  for (const [p, q] of pairedShares(reference, sample)) sum += (Math.sqrt(p) - Math.sqrt(q)) ** 2
  return Math.min(1, Math.sqrt(sum / 2))
}
