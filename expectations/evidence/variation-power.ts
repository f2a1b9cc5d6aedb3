import { chiSquareInverseSurvival, effectiveSize, normalInverseSurvival } from '../../src/stats/index.ts'
import type { Both } from '../parts/both.ts'

/**
 * The total variation that a chi-square test finds with 90 % power at the latest. The noncentrality of a total
 * variation v is at least 4 v² m n / (m + n) (Cauchy–Schwarz); its noncentral chi-square variable is taken for a normal
 * one, which asks for a little more than is needed.
 */
export function variationDetectable(
  level: number,
  degreesOfFreedom: number,
  { reference, sample }: Both<number>,
): number {
  const excess = chiSquareInverseSurvival(level, degreesOfFreedom) - degreesOfFreedom
  const z = normalInverseSurvival(0.1)
  const centre = excess + 2 * z ** 2
  const noncentrality = centre + Math.sqrt(centre ** 2 - excess ** 2 + 2 * z ** 2 * degreesOfFreedom)
  return Math.sqrt(noncentrality / (4 * effectiveSize(reference, sample)))
}
