import { lnChoose } from './binomial.ts'

/**
 * The largest number of n new values beyond one extreme of m reference values that sampling alone explains.
 *
 * When all m + n values come from one distribution, at least k of the new ones lie beyond the reference's extreme with
 * probability ∏ (n − i) / (m + n − i), i = 0 … k − 1: the k most extreme values are all new. Ties make it smaller.
 *
 * @param m reference values, m ≥ 0
 * @param n new values, n ≥ 0
 * @param alpha the probability that is accepted, in (0, 1)
 * @example exceedances(1000, 1000, 0.01) // 6
 */
export function exceedances(m: number, n: number, alpha: number): number {
  let probability = 1
  for (let k = 0; k < n; k++) {
    probability *= (n - k) / (m + n - k)
    if (probability <= alpha) return k
  }
  return n
}

/**
 * The largest count among n new rows that sampling alone explains when `seen` of m reference rows had a property.
 *
 * A count k is explained when, of the seen + k rows with the property, at least k fall among the n new rows with a
 * probability above alpha (one-sided Fisher exact test).
 *
 * @param seen reference rows with the property, 0 ≤ seen ≤ m
 * @param m reference rows
 * @param n new rows, n ≥ 0
 * @param alpha in (0, 1)
 * @example mostExplained(10, 1000, 1000, 0.01) // 24
 */
export function mostExplained(seen: number, m: number, n: number, alpha: number): number {
  return lastWhere(0, n, k => hypergeometricUpperTail(k, { marked: seen + k, drawn: n, of: m + n }) > alpha)
}

/**
 * The smallest count among n new rows that sampling alone explains when `seen` of m reference rows had a property.
 *
 * @param seen reference rows with the property, 0 ≤ seen ≤ m
 * @param m reference rows
 * @param n new rows, n ≥ 0
 * @param alpha in (0, 1)
 * @example leastExplained(100, 1000, 1000, 0.01) // 71
 */
export function leastExplained(seen: number, m: number, n: number, alpha: number): number {
  // Few marked rows among the new ones are many among the reference's.
  const explained = (k: number) =>
    hypergeometricUpperTail(seen, { marked: seen + k, drawn: m, of: m + n }) > alpha
  return n - lastWhere(0, n, missing => explained(n - missing))
}

/**
 * P(X ≥ k) for the number X of marked rows among `drawn` rows taken from `of` rows of which `marked` are marked.
 *
 * Agrees with `scipy.stats.hypergeom.sf(k - 1, of, marked, drawn)`.
 *
 * @example hypergeometricUpperTail(3, { marked: 5, drawn: 10, of: 20 }) // 0.5
 */
export function hypergeometricUpperTail(k: number, { marked, drawn, of }: Draw): number {
  const least = Math.max(0, drawn + marked - of)
  const most = Math.min(marked, drawn)
  if (k <= least) return 1
  if (k > most) return 0
  // Terms shrink away from the mean, so each side is summed outwards and the other is its complement.
  if (k <= (drawn * marked) / of) return 1 - tailSum(k - 1, least, -1, { marked, drawn, of })
  return tailSum(k, most, 1, { marked, drawn, of })
}

interface Draw {
  readonly marked: number
  readonly drawn: number
  readonly of: number
}

/** The sum of P(X = x) from `first` to `last` in steps of ±1. */
function tailSum(first: number, last: number, step: 1 | -1, { marked, drawn, of }: Draw): number {
  const unmarkedLeft = of - marked - drawn
  let term = Math.exp(lnChoose(marked, first) + lnChoose(of - marked, drawn - first) - lnChoose(of, drawn))
  let sum = term
  for (let x = first; x !== last && term > sum * 1e-17; x += step) {
    const next = x + step
    term *=
      step === 1
        ? ((marked - x) / next) * ((drawn - x) / (unmarkedLeft + next))
        : (x / (marked - next)) * ((unmarkedLeft + x) / (drawn - next))
    sum += term
  }
  return Math.min(1, sum)
}

/** The last whole number of [from, to] where a claim holds that holds up to some point and not after; `from` if none. */
function lastWhere(from: number, to: number, holds: (n: number) => boolean): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}
