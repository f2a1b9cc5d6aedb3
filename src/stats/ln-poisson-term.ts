import gammaln from '@stdlib/math-base-special-gammaln'
import { excessOverLog } from './excess-over-log.ts'

/** ln(xᵃ e⁻ˣ / Γ(a + 1)); for large a around the peak, where the plain form would lose digits. */
export function lnPoissonTerm(a: number, x: number): number {
  if (a < 30) return a * Math.log(x) - x - gammaln(a + 1)
  return -a * excessOverLog((x - a) / a) - 0.5 * Math.log(2 * Math.PI * a) - stirlingRest(a)
}

/** ln Γ(a + 1) minus Stirling's formula, for a ≥ 30. */
function stirlingRest(a: number): number {
  const square = a * a
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / a
}
