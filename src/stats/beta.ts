import betainc from '@stdlib/math-base-special-betainc'

/**
 * Regularised incomplete beta function Iₓ(a, b), 0 ≤ x ≤ 1, a > 0, b > 0.
 *
 * Agrees with `scipy.special.betainc(a, b, x)`; note the order of the arguments.
 *
 * @throws RangeError when x lies outside 0 to 1, or a or b is not positive
 * @example regularizedBeta(0.001, 3, 700) // 0.03430605688181101
 */
export function regularizedBeta(x: number, a: number, b: number): number {
  checkDomain(x, a, b)
  return betainc(x, a, b)
}

/**
 * 1 − Iₓ(a, b), without cancellation.
 *
 * Agrees with `scipy.special.betaincc(a, b, x)`.
 *
 * @throws RangeError when x lies outside 0 to 1, or a or b is not positive
 * @example complementaryBeta(0.5, 2, 3) // 0.3125
 */
export function complementaryBeta(x: number, a: number, b: number): number {
  checkDomain(x, a, b)
  const lower = betainc(x, a, b)
  // The package's own complement is off by up to 1e-8 where it is close to 1.
  return lower < 0.5 ? 1 - lower : betainc(x, a, b, true, true)
}

function checkDomain(x: number, a: number, b: number): void {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`The incomplete beta function needs 0 ≤ x ≤ 1, not ${x}.`)
  if (!(a > 0 && b > 0)) throw new RangeError(`The beta function needs positive a and b, not ${a} and ${b}.`)
}
