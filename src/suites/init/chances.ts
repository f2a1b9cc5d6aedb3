import type { Tolerated } from '../derived-checks.ts'
import type { Tolerance } from '../tolerance.ts'
import type { Draft } from './draft.ts'

/** What the bounds are made with. */
export interface Sampling extends Tolerance {
  /** P(X ≥ k) for the number X of marked rows among `drawn` of `of` rows of which `marked` are marked. */
  hypergeometricUpperTail(
    k: number,
    draw: { readonly marked: number; readonly drawn: number; readonly of: number },
  ): number
}

/** What drafts are made with; `alpha` is the level of each bound. */
export interface Bounding extends Tolerated {
  readonly tolerance: Sampling
  /** How many rows a batch is expected to have. */
  readonly batchRows: number
}

/** The level at which a run tests the hypotheses of one family together, unless it is told another one. */
const familyLevel = 0.05

/** The probability that more than `allowed` of n new rows have what `seen` of m rows had. */
export function chanceOfMore(
  { seen, m, n, allowed }: { seen: number; m: number; n: number; allowed: number },
  { tolerance }: Bounding,
): number {
  const k = allowed + 1
  return k > n ? 0 : tolerance.hypergeometricUpperTail(k, { marked: seen + k, drawn: n, of: m + n })
}

/** The probability that fewer than `least` of n new rows have what `seen` of m rows had. */
export function chanceOfFewer(
  { seen, m, n, least }: { seen: number; m: number; n: number; least: number },
  { tolerance }: Bounding,
): number {
  if (least === 0) return 0
  return tolerance.hypergeometricUpperTail(seen, { marked: seen + least - 1, drawn: m, of: m + n })
}

/**
 * A bound of the probability that the distribution functions of m and n values of one distribution are so far apart
 * somewhere: that of Dvoretzky, Kiefer and Wolfowitz with Massart's constant.
 *
 * @see https://doi.org/10.1016/j.spl.2011.10.012 for two samples
 */
export function chanceOfGap(gap: number, m: number, n: number): number {
  return Math.min(1, 2 * Math.exp(-2 * effective(m, n) * gap * gap))
}

/**
 * A bound of the probability that the shares of k categories among m and n values of one distribution have such a total
 * variation: Hoeffding's for each set of categories.
 */
export function chanceOfVariation(variation: number, k: number, m: number, n: number): number {
  return Math.min(1, Math.exp(k * Math.LN2 - 2 * effective(m, n) * variation * variation))
}

/** How many false alarms a run over a batch of the same data is expected to raise at most. */
export function expectedAlarms(drafts: readonly Draft[]): number {
  return drafts.reduce((sum, draft) => sum + chanceOf(draft, drafts), 0)
}

function chanceOf({ chance, family }: Draft, drafts: readonly Draft[]): number {
  if (family === undefined) return chance
  const size = drafts.filter(other => other.family === family).length
  return Math.min(chance, familyLevel / size)
}

function effective(m: number, n: number): number {
  return m + n === 0 ? 0 : (m * n) / (m + n)
}
