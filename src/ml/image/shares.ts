/**
 * Shares that add up to 1, in the proportions of the exponentials of numbers.
 *
 * Agrees with `scipy.special.softmax`.
 *
 * @param logits finite, at least one
 * @example [...softmax([0, Math.log(3)])] // [0.25, 0.75]
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const numbers = Float64Array.from(logits)
  const largest = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const powers = numbers.map(number => Math.exp(number - largest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map(power => power / total)
}

/** The positions of the `count` largest numbers, the largest first, of equal ones the first. */
export function largestOf(numbers: Float64Array, count: number): readonly number[] {
  const positions = Array.from(numbers.keys())
  return positions.sort((a, b) => (numbers[b] as number) - (numbers[a] as number)).slice(0, count)
}
