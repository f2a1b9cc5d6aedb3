import { excessOverLog } from './excess-over-log.ts'
import { pairedShares, shares } from './shares.ts'

/** Unit of information: nats by the natural logarithm, bits by the binary one. */
export type InformationUnit = 'nats' | 'bits'

/**
 * Kullback–Leibler divergence D(p ‖ q) of two lists of counts, in nats unless told. Infinite where q lacks a category
 * that p has.
 *
 * Agrees with `scipy.stats.entropy(p, q)`.
 *
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero
 * @example klDivergence([1, 1], [1, 3]) // 0.14384103622589046
 * @example klDivergence([1, 1], [1, 3], 'bits') // 0.20751874963942185
 */
export function klDivergence(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  unit: InformationUnit = 'nats',
): number {
  let sum = 0
  for (const [a, b] of pairedShares(p, q)) sum += relativeEntropy(a, b)
  return sum / perUnit(unit)
}

/**
 * Jensen–Shannon distance of two lists of counts: the root of the divergence from their midpoint, in nats unless told.
 * Between 0 and √ln 2 nats, or 1 bit.
 *
 * Agrees with `scipy.spatial.distance.jensenshannon(p, q)`.
 *
 * @throws RangeError when the lists differ in length, hold a negative count, or one is all zero
 * @example jensenShannonDistance([1, 0], [0, 1]) // 0.8325546111576977
 * @example jensenShannonDistance([1, 0], [0, 1], 'bits') // 1
 */
export function jensenShannonDistance(
  p: ArrayLike<number>,
  q: ArrayLike<number>,
  unit: InformationUnit = 'nats',
): number {
  let sum = 0
  for (const [a, b] of pairedShares(p, q)) {
    const middle = (a + b) / 2
    sum += relativeEntropy(a, middle) + relativeEntropy(b, middle)
  }
  return Math.sqrt(sum / 2 / perUnit(unit))
}

/**
 * Shannon entropy of a list of counts, in nats unless told.
 *
 * Agrees with `scipy.stats.entropy(p)`.
 *
 * @throws RangeError when a count is negative or all are 0
 * @example entropy([1, 1, 2], 'bits') // 1.5
 */
export function entropy(counts: ArrayLike<number>, unit: InformationUnit = 'nats'): number {
  let sum = 0
  for (const share of shares(counts)) if (share > 0) sum -= share * Math.log(share)
  return sum / perUnit(unit)
}

/** a ln(a / b) − a + b: the extra terms add up to 0, and each term is at least 0, so that nothing cancels. */
function relativeEntropy(a: number, b: number): number {
  if (a === 0) return b
  if (b === 0) return Number.POSITIVE_INFINITY
  return a * excessOverLog((b - a) / a)
}

function perUnit(unit: InformationUnit): number {
  return unit === 'bits' ? Math.LN2 : 1
}
