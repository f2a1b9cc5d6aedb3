import { solveDecreasing } from './root.ts'

/**
 * Survival function of Kolmogorov's limit distribution, P(sup |B| ≥ z) for a Brownian bridge B. 1 for z ≤ 0.
 *
 * Agrees with `scipy.stats.kstwobign.sf(z)`.
 *
 * @see Feller 1948, doi:10.1214/aoms/1177730243
 * @example kolmogorovSurvival(1.3580986393225507) // 0.05
 */
export function kolmogorovSurvival(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('The Kolmogorov distribution has no value at NaN.')
  if (z <= 0) return 1
  return z < 1.18 ? 1 - thetaSeries(z) : alternatingSeries(z)
}

/**
 * Decimal logarithm of `kolmogorovSurvival`, finite also below 1e-308.
 *
 * @example kolmogorovSurvivalLog10(40) // -1389.4413120944747
 */
export function kolmogorovSurvivalLog10(z: number): number {
  return z < 18 ? Math.log10(kolmogorovSurvival(z)) : (Math.LN2 - 2 * z * z) / Math.LN10
}

/**
 * The value that Kolmogorov's limit variable exceeds with probability p, 0 < p < 1.
 *
 * Agrees with `scipy.stats.kstwobign.isf(p)`.
 *
 * @throws RangeError when p is not between 0 and 1
 * @example kolmogorovInverseSurvival(0.05) // 1.3580986393225507
 */
export function kolmogorovInverseSurvival(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A tail probability lies between 0 and 1, unlike ${p}.`)
  return solveDecreasing(kolmogorovSurvival, p)
}

function alternatingSeries(z: number): number {
  let sum = 0
  for (let k = 1; k < 8; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * z * z)
  return sum
}

/** The distribution function, which converges fast where the alternating series does not. */
function thetaSeries(z: number): number {
  let sum = 0
  for (let k = 1; k < 8; k++) sum += Math.exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * z * z))
  return (Math.sqrt(2 * Math.PI) / z) * sum
}
