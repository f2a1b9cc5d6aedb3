import type { ClassTarget } from './class-criterion.ts'

/**
 * Weights by which all classes weigh the same: n ⁄ (K nₖ), where K of the classes have rows. A class without rows has
 * weight 0.
 *
 * Agrees with `sklearn.utils.class_weight.compute_class_weight('balanced', …)`.
 *
 * @param times how often each row counts
 */
export function balancedWeights({ codes, classes }: ClassTarget, times: Float64Array): Float64Array {
  const counts = new Float64Array(classes)
  let total = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    counts[code] = (counts[code] as number) + (times[row] as number)
    total += times[row] as number
  }
  const present = counts.filter(count => count > 0).length
  return counts.map(count => (count > 0 ? total / (present * count) : 0))
}
