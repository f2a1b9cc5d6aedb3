import { pairedShares } from './shares.ts'

export interface StabilityOptions {
  /** Added to every count of both lists, so that no cell is empty; ½ unless told. */
  readonly pseudocount?: number
  /** Instead of a pseudocount: the least share that a cell is given, without rescaling the others. */
  readonly floor?: number
}

/**
 * Population stability index Σ (q − p) ln(q / p) of two lists of counts of the same bins, in nats.
 *
 * By itself it grows with the number of bins and with small samples: without any drift its mean is
 * (bins − 1)(1 / m + 1 / n).
 *
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero
 * @example populationStabilityIndex([50, 50], [25, 75], { floor: 1e-4 }) // 0.274653072167027
 */
export function populationStabilityIndex(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  { pseudocount = 0.5, floor }: StabilityOptions = {},
): number {
  const added = floor === undefined ? pseudocount : 0
  const pairs = pairedShares(
    Array.from(reference, count => count + added),
    Array.from(sample, count => count + added),
  )
  let sum = 0
  for (const [a, b] of pairs) {
    const p = Math.max(a, floor ?? 0)
    const q = Math.max(b, floor ?? 0)
    if (p !== q) sum += (q - p) * Math.log(q / p)
  }
  return sum
}
