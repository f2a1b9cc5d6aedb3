import { lnPoissonTerm } from './ln-poisson-term.ts'

/**
 * Regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), with a > 0 and x ≥ 0.
 *
 * Agrees with `scipy.special.gammaincc(a, x)` to about 1e-12 relative in both tails.
 * Own code, because `@stdlib/math-base-special-gammainc` 0.3.1 is up to 3 % off for x > 1000.
 *
 * @see https://dlmf.nist.gov/8.11 and https://dlmf.nist.gov/8.9 for the series and the continued fraction
 * @throws RangeError when a is not positive or x is negative
 * @example upperGamma(0.5, 2) // 0.04550026389635839
 */
export function upperGamma(a: number, x: number): number {
  checkDomain(a, x)
  if (x === 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < a + 1 ? 1 - lowerBySeries(a, x) : Math.exp(lnUpperByFraction(a, x))
}

/**
 * Regularised lower incomplete gamma function P(a, x) = 1 − Q(a, x), without cancellation for small x.
 *
 * Agrees with `scipy.special.gammainc(a, x)`.
 *
 * @throws RangeError when a is not positive or x is negative
 * @example lowerGamma(3, 1) // 0.08030139707139419
 */
export function lowerGamma(a: number, x: number): number {
  checkDomain(a, x)
  if (x === 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return x < a + 1 ? lowerBySeries(a, x) : 1 - Math.exp(lnUpperByFraction(a, x))
}

/**
 * Natural logarithm of Q(a, x), finite also where Q itself is too small for a double.
 *
 * @throws RangeError when a is not positive or x is negative
 * @example lnUpperGamma(1, 2000) // -2000
 */
export function lnUpperGamma(a: number, x: number): number {
  checkDomain(a, x)
  if (x === 0) return 0
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  return x < a + 1 ? Math.log1p(-lowerBySeries(a, x)) : lnUpperByFraction(a, x)
}

function checkDomain(a: number, x: number): void {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new RangeError(`The shape must be positive, not ${a}.`)
  if (!(x >= 0)) throw new RangeError(`The incomplete gamma function needs x ≥ 0, not ${x}.`)
}

function lowerBySeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k)
    sum += term
  }
  return Math.exp(lnPoissonTerm(a, x)) * sum
}

/** The continued fraction of Q by Lentz's method, in its contracted form. */
function lnUpperByFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = Number.POSITIVE_INFINITY
  let d = 1 / b
  let fraction = d
  for (let k = 1; ; k++) {
    const numerator = -k * (k - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 3e-16) break
  }
  return lnPoissonTerm(a, x) + Math.log(a) + Math.log(fraction)
}
