import type { Sizes, Tally } from './tally.ts'

/** U of the reference, and Σ (t³ − t) over the groups of t equal values. */
export interface RankPairs {
  readonly statistic: number
  readonly tieExcess: number
}

/** Counts the pairs in which the value of the reference is the larger one, ties by half. */
export function rankPairs({ reference, sample }: Tally): RankPairs {
  let [statistic, tieExcess, below] = [0, 0, 0]
  for (let k = 0; k < reference.length; k++) {
    const [r, s] = [reference[k] ?? 0, sample[k] ?? 0]
    statistic += r * (below + s / 2)
    below += s
    tieExcess += (r + s) ** 3 - (r + s)
  }
  return { statistic, tieExcess }
}

/** Variance of U when both samples, neither empty, come from one distribution; 0 when all values are equal. */
export function rankPairsVariance(n: Sizes, tieExcess: number): number {
  const total = n.reference + n.sample
  const pairs = n.reference * n.sample
  const variance = (pairs / 12) * (total + 1 - tieExcess / total / (total - 1))
  // Rounding leaves a trace of variance when all values are equal.
  return variance <= 1e-9 * pairs ? 0 : variance
}
