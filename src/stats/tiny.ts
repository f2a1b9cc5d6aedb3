import type { Probability } from './probability.ts'

/** What a sum of weights that starts at 2¹⁰⁰⁰ instead of 1 stands for: precise down to about 1e-590. */
export const headroom = 2 ** 1000

/** The probability mantissa · 2^exponent, for a whole exponent ≤ 0 and mantissa ≥ 0; at most 1. */
export function scaledProbability(mantissa: number, exponent: number): Probability {
  let pValue = mantissa
  // The last step alone may round into the subnormal range.
  for (let left = exponent; left < 0; left += 1000) pValue *= 2 ** Math.max(left, -1000)
  const log10P = pValue > 1e-290 ? Math.log10(pValue) : Math.log10(mantissa) + exponent * Math.log10(2)
  return { pValue: Math.min(1, pValue), log10P: Math.min(0, log10P) }
}

/** A probability known by its natural logarithm. */
export function probabilityOfLn(lnP: number): Probability {
  return { pValue: Math.min(1, Math.exp(lnP)), log10P: Math.min(0, lnP / Math.LN10) }
}
