import { harmonic, ranking } from './ranking.ts'

/** How the p-values of one family of tests are corrected for their number. */
export type Correction = 'none' | 'bonferroni' | 'sidak' | 'holm' | 'hochberg' | 'hommel' | 'bh' | 'by'

/** The corrections that hold every test to one and the same limit, however the others come out. */
export type SingleStepCorrection = 'none' | 'bonferroni' | 'sidak'

/**
 * The level α′ of each of m tests that keeps the probability of any false alarm at alpha: Šidák's 1 − (1 − α)^(1/m)
 * for independent or positively dependent tests, Bonferroni's α / m for any.
 *
 * @throws RangeError when alpha is not between 0 and 1, or m is not a positive whole number
 * @example alphaPerTest(0.05, 10, 'sidak') // 0.005116196891823702
 * @example alphaPerTest(0.05, 10, 'bonferroni') // 0.005
 */
export function alphaPerTest(alpha: number, tests: number, correction: SingleStepCorrection): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, unlike ${alpha}.`)
  if (!(Number.isInteger(tests) && tests > 0)) throw new RangeError(`A family cannot have ${tests} tests.`)
  if (correction === 'none' || tests === 1) return alpha
  return correction === 'bonferroni' ? alpha / tests : -Math.expm1(Math.log1p(-alpha) / tests)
}

/**
 * p-values adjusted for their number, in the order given: a test is rejected at level α when its adjusted p is at
 * most α. Bonferroni, Šidák, Holm, Hochberg and Hommel bound the probability of any false alarm; Benjamini–Hochberg
 * (bh) and Benjamini–Yekutieli (by) the expected share of false alarms.
 *
 * Agrees with `statsmodels.stats.multitest.multipletests(p, method=…)` and R's `p.adjust`.
 *
 * @throws RangeError when a p is NaN or not between 0 and 1
 * @example adjustPValues([0.01, 0.04, 0.03], 'holm') // [0.03, 0.06, 0.06]
 * @example adjustPValues([0.01, 0.04, 0.03], 'bh') // [0.03, 0.04, 0.04]
 */
export function adjustPValues(pValues: readonly number[], correction: Correction): readonly number[] {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A p-value lies between 0 and 1, unlike ${p}.`)
  }
  return adjustments[correction](pValues)
}

type Adjust = (pValues: readonly number[]) => readonly number[]

const adjustments: Readonly<Record<Correction, Adjust>> = {
  none: pValues => [...pValues],
  bonferroni: pValues => pValues.map(p => Math.min(1, p * pValues.length)),
  sidak: pValues => pValues.map(p => -Math.expm1(pValues.length * Math.log1p(-p))),
  holm: pValues => stepDown(pValues, (p, rank, size) => (size - rank + 1) * p),
  hochberg: pValues => stepUp(pValues, (p, rank, size) => (size - rank + 1) * p),
  hommel,
  bh: pValues => stepUp(pValues, (p, rank, size) => (size / rank) * p),
  by: pValues => stepUp(pValues, (p, rank, size) => harmonic(size) * (size / rank) * p),
}

type Scaled = (p: number, rank: number, size: number) => number

/** From the smallest p upwards; a test cannot be rejected before those with a smaller p. */
function stepDown(pValues: readonly number[], scaled: Scaled): readonly number[] {
  const adjusted = new Array<number>(pValues.length).fill(0)
  let largest = 0
  for (const [k, index] of ranking(pValues).entries()) {
    largest = Math.max(largest, scaled(pValues[index] ?? 0, k + 1, pValues.length))
    adjusted[index] = Math.min(1, largest)
  }
  return adjusted
}

/** From the largest p downwards; a rejected test takes those with a smaller p along. */
function stepUp(pValues: readonly number[], scaled: Scaled): readonly number[] {
  const adjusted = new Array<number>(pValues.length).fill(0)
  let smallest = 1
  for (const [k, index] of [...ranking(pValues).entries()].reverse()) {
    smallest = Math.min(smallest, scaled(pValues[index] ?? 0, k + 1, pValues.length))
    adjusted[index] = smallest
  }
  return adjusted
}

/** @see Wright 1992, doi:10.2307/2532694, for the algorithm */
function hommel(pValues: readonly number[]): readonly number[] {
  const size = pValues.length
  const order = ranking(pValues)
  const sorted = order.map(index => pValues[index] ?? 0)
  const adjusted = [...sorted]
  for (let m = size; m > 1; m--) {
    let least = Number.POSITIVE_INFINITY
    for (let k = 1; k <= m; k++) least = Math.min(least, (m * (sorted[size - m + k - 1] ?? 0)) / k)
    for (let k = 0; k < size; k++) {
      const bound = k >= size - m ? least : Math.min(least, m * (sorted[k] ?? 0))
      adjusted[k] = Math.max(adjusted[k] ?? 0, bound)
    }
  }
  const result = new Array<number>(size).fill(0)
  for (const [k, index] of order.entries()) result[index] = Math.min(1, adjusted[k] ?? 0)
  return result
}
