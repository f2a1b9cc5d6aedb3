import type { KsProblem } from './ks-problem.ts'
import type { Probability } from './probability.ts'
import { scaledProbability } from './tiny.ts'

/**
 * Exact p of two tie-free samples of the same size n, by the reflection principle:
 * 2 A₀ (1 − A₁ (1 − A₂ …)) with A_k = C(2n, n − (k + 1) h) / C(2n, n − k h); A₀ alone for one side.
 *
 * @see Gnedenko & Korolyuk 1951; Hodges 1958, doi:10.1007/BF02589501
 */
export function equalSizesPValue({ h, n1: n, alternative = 'two-sided' }: KsProblem): Probability {
  const step = Number(h)
  const { mantissa, exponent } = firstReflection(n, step)
  if (alternative !== 'two-sided') return scaledProbability(mantissa, exponent)
  let later = 0
  for (let k = Math.floor(n / step); k >= 1; k--) later = reflection(n, step, k) * (1 - later)
  return scaledProbability(2 * mantissa * (1 - later), exponent)
}

function reflection(n: number, step: number, k: number): number {
  let product = 1
  for (let j = 0; j < step && product > 0; j++) product *= (n - k * step - j) / (n + k * step + j + 1)
  return product
}

/** A₀ may be far below the smallest double, so its exponent is kept apart. */
function firstReflection(n: number, step: number) {
  let mantissa = 1
  let exponent = 0
  for (let j = 0; j < step; j++) {
    mantissa *= (n - j) / (n + j + 1)
    if (mantissa < 2 ** -500) {
      mantissa *= 2 ** 500
      exponent -= 500
    }
  }
  return { mantissa, exponent }
}
