import { adjustPValues, alphaPerTest, type Correction } from './corrections.ts'
import { harmonic, ranking } from './ranking.ts'

export interface FamilyOptions {
  /** Probability of a false alarm, or for bh and by their expected share, that the whole family may have. */
  readonly alpha: number
  readonly correction: Correction
  /** Number of declared tests; those without a p count as p = 1. The number of p-values unless told. */
  readonly size?: number
}

/** What a family decides about one of its tests. */
export interface FamilyDecision {
  /** What the raw p is compared with; for a stepwise correction the threshold of its rank. */
  readonly limit: number
  readonly adjustedP: number
  readonly rejected: boolean
}

/**
 * Decides which tests of one family are rejected, in the order given. A p equal to its limit is rejected.
 *
 * For none, Šidák and Bonferroni that is p ≤ limit. A stepwise correction looks at the others too, so it goes by
 * adjustedP ≤ alpha, and a p below the threshold of its rank is not always rejected.
 *
 * @throws RangeError when a p is NaN or not between 0 and 1, alpha not between 0 and 1, or size not a whole number of
 *   at least the number of p-values
 * @example decideFamily([0.005, 0.2], { alpha: 0.05, correction: 'bonferroni', size: 10 })[0] // { limit: 0.005, adjustedP: 0.05, rejected: true }
 * @example decideFamily([0.04, 0.01], { alpha: 0.05, correction: 'holm' })[1] // { limit: 0.025, adjustedP: 0.02, rejected: true }
 */
export function decideFamily(
  pValues: readonly number[],
  { alpha, correction, size = pValues.length }: FamilyOptions,
): readonly FamilyDecision[] {
  if (!(Number.isInteger(size) && size >= pValues.length)) {
    throw new RangeError(`A family of ${size} tests cannot have ${pValues.length} p-values.`)
  }
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, unlike ${alpha}.`)
  const all = [...pValues, ...new Array<number>(size - pValues.length).fill(1)]
  const adjusted = adjustPValues(all, correction)
  const limits = limitsOf(all, alpha, correction)
  const oneLimit = correction === 'none' || correction === 'sidak' || correction === 'bonferroni'
  return pValues.map((p, k) => {
    const limit = limits[k] ?? 0
    const adjustedP = adjusted[k] ?? 1
    return { limit, adjustedP, rejected: oneLimit ? p <= limit : adjustedP <= alpha }
  })
}

function limitsOf(pValues: readonly number[], alpha: number, correction: Correction): readonly number[] {
  const size = pValues.length
  if (size === 0) return []
  switch (correction) {
    case 'none':
    case 'bonferroni':
    case 'sidak':
      return pValues.map(always(alphaPerTest(alpha, size, correction)))
    case 'holm':
    case 'hochberg':
      return byRank(pValues, rank => alpha / (size - rank + 1))
    case 'bh':
      return byRank(pValues, rank => (alpha * rank) / size)
    case 'by':
      return byRank(pValues, rank => (alpha * rank) / size / harmonic(size))
    case 'hommel':
      return pValues.map(always(hommelLimit(pValues, alpha)))
  }
}

function always(limit: number): () => number {
  return () => limit
}

function byRank(pValues: readonly number[], thresholdOf: (rank: number) => number): readonly number[] {
  const limits = new Array<number>(pValues.length).fill(0)
  for (const [k, index] of ranking(pValues).entries()) limits[index] = thresholdOf(k + 1)
  return limits
}

/**
 * Hommel's α / j with j the largest number of tests, those with the largest p, among which Simes' test finds nothing;
 * α itself when it finds something in every such set.
 *
 * @see Hommel 1988, doi:10.1093/biomet/75.2.383
 */
function hommelLimit(pValues: readonly number[], alpha: number): number {
  const sorted = ranking(pValues).map(index => pValues[index] ?? 0)
  const size = sorted.length
  for (let j = size; j >= 1; j--) {
    const largest = sorted.slice(size - j)
    if (largest.every((p, k) => p > ((k + 1) * alpha) / j)) return alpha / j
  }
  return alpha
}
