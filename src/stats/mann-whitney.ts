import type { Alternative } from './alternative.ts'
import { normalSurvival, normalSurvivalLog10 } from './normal.ts'
import type { Probability } from './probability.ts'
import { rankPairs, rankPairsVariance } from './rank-pairs.ts'
import { type Sizes, type Tally, tallySizes } from './tally.ts'
import { probabilityOfLn } from './tiny.ts'

export interface MannWhitneyOptions {
  /** 'greater': values of the reference tend to be larger. */
  readonly alternative?: Alternative
  /** Move U by ½ towards its mean before the normal approximation; on unless told. */
  readonly continuity?: boolean
  /** 'auto': exact without ties when a sample has at most 8 values and there are at most 10 000 pairs, otherwise
   *  the normal approximation. An exact p of m and n values, m ≤ n, takes m² n / 2 doubles and m² n² / 4 steps. */
  readonly method?: 'auto' | 'exact' | 'asymptotic'
}

export interface MannWhitneyTest extends Probability {
  /** U of the reference: how many pairs have the larger value there, ties counting ½. */
  readonly statistic: number
  /** Probability that a value of the reference is larger than one of the sample, ties counting ½. */
  readonly auc: number
  /** 2 auc − 1, from −1 to 1. */
  readonly cliffsDelta: number
  readonly method: 'exact' | 'asymptotic'
  readonly n: Sizes
}

/**
 * Mann–Whitney U test: do values of one sample tend to be larger? p is 1 when all values are equal.
 *
 * Agrees with `scipy.stats.mannwhitneyu(reference, sample)`.
 *
 * @throws RangeError when a sample is empty, or an exact p is asked for in the presence of ties
 * @example mannWhitneyU(tally([1, 2, 2, 3, 3], [1, 2, 3, 3, 4, 5, 6])).pValue // 0.21084278874230222
 * @example mannWhitneyU(tally([1, 2], [3, 4, 5])).pValue // 0.2
 */
export function mannWhitneyU(data: Tally, options: MannWhitneyOptions = {}): MannWhitneyTest {
  const { alternative = 'two-sided', continuity = true, method = 'auto' } = options
  const n = tallySizes(data)
  if (n.reference === 0 || n.sample === 0) throw new RangeError('A sample without values has no ranks.')
  const { statistic, tieExcess } = rankPairs(data)
  const tied = tieExcess > 0
  if (method === 'exact' && tied) throw new RangeError('An exact p needs samples without ties.')
  const pairs = n.reference * n.sample
  const few = Math.min(n.reference, n.sample) <= 8 && pairs <= 10_000
  const exact = method === 'exact' || (method === 'auto' && !tied && few)
  const towards = alternative === 'greater' ? statistic : pairs - statistic
  const largest = alternative === 'two-sided' ? Math.max(statistic, pairs - statistic) : towards
  const sides = alternative === 'two-sided' ? 2 : 1
  return {
    statistic,
    auc: statistic / pairs,
    cliffsDelta: (2 * statistic) / pairs - 1,
    method: exact ? 'exact' : 'asymptotic',
    ...(exact ? exactTail(largest, n, sides) : normalTail(largest, n, tieExcess, continuity, sides)),
    n,
  }
}

function normalTail(u: number, n: Sizes, tieExcess: number, continuity: boolean, sides: number): Probability {
  const pairs = n.reference * n.sample
  const variance = rankPairsVariance(n, tieExcess)
  const distance = u - pairs / 2 - (continuity ? 0.5 : 0)
  if (variance === 0) return { pValue: 1, log10P: 0 }
  const z = distance / Math.sqrt(variance)
  return {
    pValue: Math.min(1, sides * normalSurvival(z)),
    log10P: Math.min(0, Math.log10(sides) + normalSurvivalLog10(z)),
  }
}

function exactTail(u: number, n: Sizes, sides: number): Probability {
  const shares = exactShares(Math.min(n.reference, n.sample), Math.max(n.reference, n.sample))
  let tail = 0
  for (let k = shares.length - 1; k >= u; k--) tail += shares[k] ?? 0
  return probabilityOfLn(Math.log(Math.min(1, sides * tail)))
}

/**
 * Null distribution of U without ties: the largest pooled value belongs to either sample, so that
 * P(m, n, u) = m / (m + n) · P(m − 1, n, u − n) + n / (m + n) · P(m, n − 1, u); positive terms only.
 */
function exactShares(small: number, large: number): Float64Array {
  const rows = Array.from({ length: small + 1 }, (_, m) => new Float64Array(m * large + 1).fill(1, 0, 1))
  for (let n = 1; n <= large; n++) {
    for (let m = 1; m <= small; m++) {
      const [row, previous] = [rows[m] ?? [], rows[m - 1] ?? []]
      for (let u = m * n; u >= 0; u--) {
        const withLargest = u >= n ? (m / (m + n)) * (previous[u - n] ?? 0) : 0
        row[u] = withLargest + (n / (m + n)) * (row[u] ?? 0)
      }
    }
  }
  return rows[small] ?? new Float64Array()
}
