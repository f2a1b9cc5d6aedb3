import type { Alternative } from './alternative.ts'
import type { Probability } from './probability.ts'
import { randomSource } from './random-source.ts'
import type { Sizes } from './tally.ts'

export interface PermutationOptions {
  /** The same seed gives the same p. */
  readonly seed: number | string
  /** How many random divisions are looked at, 999 unless told; p is at least 1 / (permutations + 1). */
  readonly permutations?: number
  /** 'greater' unless told: a large statistic speaks for a difference, as that of every distance does. */
  readonly alternative?: Alternative
}

export interface PermutationTest extends Probability {
  /** Of the samples as they are. */
  readonly statistic: number
  readonly seed: number | string
  readonly permutations: number
  readonly n: Sizes
}

/**
 * Permutation test: how often is the statistic as large when the pooled values are divided at random? Exact for any
 * statistic, whatever the distribution, when the values are exchangeable.
 *
 * p is (1 + how many divisions have at least the observed statistic) / (1 + permutations): the observed division
 * counts as one, without which p would be too small and could be 0. 'two-sided' is twice the smaller one of both
 * sides. Statistics that are equal but for rounding are equal, as in `scipy.stats.permutation_test`.
 *
 * @see Phipson & Smyth 2010, doi:10.2202/1544-6115.1585
 * @throws RangeError when a sample is empty, permutations is not a whole number from 1, or a statistic is NaN
 * @example permutationTest([1, 2, 3, 4], [5, 6, 7, 8], (a, b) => Math.abs(moments(a).mean - moments(b).mean), { seed: 1 }).pValue // 0.023
 */
export function permutationTest<T>(
  reference: ArrayLike<T>,
  sample: ArrayLike<T>,
  statistic: (reference: readonly T[], sample: readonly T[]) => number,
  { seed, permutations = 999, alternative = 'greater' }: PermutationOptions,
): PermutationTest {
  const n = { reference: reference.length, sample: sample.length }
  if (n.reference === 0 || n.sample === 0) throw new RangeError('A sample without values has no statistic.')
  if (!(Number.isInteger(permutations) && permutations > 0)) {
    throw new RangeError(`There cannot be ${permutations} permutations.`)
  }
  const random = randomSource(seed)
  const pooled = [...Array.from(reference), ...Array.from(sample)]
  const statisticOf = (values: readonly T[]) =>
    checked(statistic(values.slice(0, n.reference), values.slice(n.reference)))
  const observed = statisticOf(pooled)
  const rounding = Number.isFinite(observed) ? 1e-14 * Math.abs(observed) : 0
  let [atLeast, atMost] = [1, 1]
  for (let round = 0; round < permutations; round++) {
    const found = statisticOf(random.shuffle(pooled))
    if (found >= observed - rounding) atLeast++
    if (found <= observed + rounding) atMost++
  }
  const asExtreme = { greater: atLeast, less: atMost, 'two-sided': 2 * Math.min(atLeast, atMost) }[
    alternative
  ]
  const pValue = Math.min(1, asExtreme / (permutations + 1))
  return { pValue, log10P: Math.log10(pValue), statistic: observed, seed, permutations, n }
}

function checked(statistic: number): number {
  if (Number.isNaN(statistic)) throw new RangeError('The statistic of a permutation test cannot be NaN.')
  return statistic
}
