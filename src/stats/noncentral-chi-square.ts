import { chiSquareSurvivalLog10 } from './chi-square.ts'
import { lnUpperGamma } from './gamma.ts'
import { lnPoissonTerm } from './ln-poisson-term.ts'

/**
 * Probability that a noncentral chi-square variable exceeds x, precise in the upper tail. 1 for x ≤ 0.
 *
 * A mixture of central tails with Poisson weights of mean λ / 2, summed outwards from about the largest term.
 *
 * Agrees with `scipy.stats.ncx2.sf(x, df, lambda)`.
 *
 * @see https://dlmf.nist.gov/8.2 and Johnson, Kotz & Balakrishnan 1995, chapter 29
 * @param lambda the noncentrality, at least 0: for a contingency table its total times the true φ²
 * @throws RangeError when the degrees of freedom are not positive, x is NaN, or λ is negative or infinite
 * @example noncentralChiSquareSurvival(10, 3, 2) // 0.10143503648600136
 */
export function noncentralChiSquareSurvival(x: number, degreesOfFreedom: number, lambda: number): number {
  return Math.min(1, 10 ** noncentralChiSquareSurvivalLog10(x, degreesOfFreedom, lambda))
}

/**
 * Decimal logarithm of `noncentralChiSquareSurvival`, finite also below 1e-308.
 *
 * @throws RangeError as `noncentralChiSquareSurvival`
 * @example noncentralChiSquareSurvivalLog10(3000, 3, 2) // -618.7739595467381
 */
export function noncentralChiSquareSurvivalLog10(
  x: number,
  degreesOfFreedom: number,
  lambda: number,
): number {
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`A noncentrality cannot be ${lambda}.`)
  }
  if (lambda === 0 || !(x > 0 && x < Number.POSITIVE_INFINITY)) {
    return chiSquareSurvivalLog10(x, degreesOfFreedom)
  }
  const lnTerm = (j: number) => lnPoissonTerm(j, lambda / 2) + lnUpperGamma(degreesOfFreedom / 2 + j, x / 2)
  const start = Math.floor(Math.max(lambda, Math.sqrt(lambda * x)) / 2)
  const unit = lnTerm(start)
  let sum = 1
  for (let j = start + 1, before = 0, term = 1; term > sum * 1e-17 || term > before; j++) {
    before = term
    term = Math.exp(lnTerm(j) - unit)
    sum += term
  }
  for (let j = start - 1, before = 0, term = 1; j >= 0 && (term > sum * 1e-17 || term > before); j--) {
    before = term
    term = Math.exp(lnTerm(j) - unit)
    sum += term
  }
  return Math.min(0, (unit + Math.log(sum)) / Math.LN10)
}
