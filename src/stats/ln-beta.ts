import gammaln from '@stdlib/math-base-special-gammaln'

/**
 * Natural logarithm of Iₓ(a, b), for x below the mean a / (a + b): finite where Iₓ itself underflows.
 *
 * The caller passes ln x and ln(1 − x), which keeps an x close to 1 exact.
 *
 * @see https://dlmf.nist.gov/8.17.E22 for the continued fraction
 */
export function lnRegularizedBeta(lnX: number, ln1mX: number, a: number, b: number): number {
  const lnBeta = gammaln(a) + gammaln(b) - gammaln(a + b)
  return a * lnX + b * ln1mX - lnBeta - Math.log(a) + Math.log(betaFraction(Math.exp(lnX), a, b))
}

/** The continued fraction of Iₓ(a, b) by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let k = 1; k < 1e6; k++) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    fraction *= d * c
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}
