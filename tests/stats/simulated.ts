import type { RandomSource } from '../../src/stats/index.ts'

/** Counts of n rows drawn from categories with the given shares. */
export function drawCounts(random: RandomSource, shares: readonly number[], n: number): readonly number[] {
  const counts = shares.map(() => 0)
  for (let row = 0; row < n; row++) {
    let [k, left] = [0, random.next()]
    while (k < shares.length - 1 && left >= (shares[k] ?? 0)) left -= shares[k++] ?? 0
    counts[k] = (counts[k] ?? 0) + 1
  }
  return counts
}
