/**
 * The level that batch t of an endless series is tested at, so that the probability of any false alarm in all of its
 * batches together is at most alpha: 6 α / (π² t²), which sums to α over t = 1, 2, …. It holds for any dependence
 * between the batches, such as a reference that they share.
 *
 * @param batch counts from 1
 * @throws RangeError when alpha is not between 0 and 1, or the batch is not a positive whole number
 * @see Bonferroni's inequality with Euler's Σ 1/t² = π²/6
 * @example spentAlpha(0.05, 1) // 0.03039635509270134
 * @example spentAlpha(0.05, 7) // 0.0006203337774020681
 */
export function spentAlpha(alpha: number, batch: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, unlike ${alpha}.`)
  if (!(Number.isInteger(batch) && batch > 0)) throw new RangeError(`There is no batch ${batch}.`)
  return (6 * alpha) / (Math.PI * batch) ** 2
}
