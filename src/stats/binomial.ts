import gammaln from '@stdlib/math-base-special-gammaln'

/** Natural logarithm of the binomial coefficient n over k, 0 ≤ k ≤ n. */
export function lnChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
}
