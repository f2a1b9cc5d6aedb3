import type { Alternative } from './alternative.ts'
import { effectiveSize } from './effective-size.ts'
import { kolmogorovSurvival, kolmogorovSurvivalLog10 } from './kolmogorov.ts'
import type { Probability } from './probability.ts'
import type { Sizes } from './tally.ts'
import { probabilityOfLn } from './tiny.ts'
import { type WeightedData, type WeightedSums, weightedSums } from './weighted-data.ts'

export interface WeightedKsTest extends Probability {
  /** D, the largest gap between the two weighted distribution functions, in the direction of the alternative. */
  readonly statistic: number
  /** The place of the smallest value at which the gap is that large. */
  readonly location: number
  /** +1 when the reference's distribution function is the higher one there, −1 when the sample's is. */
  readonly sign: 1 | -1
  /** Kish's effective sample sizes. */
  readonly n: Sizes
}

/**
 * Kolmogorov–Smirnov test of rows with weights: are the weighted distribution functions those of one distribution?
 *
 * p is that of Kolmogorov's limit at √(mn / (m + n)) · D for the effective sizes m and n, in one direction
 * e^(−2z²); an approximation that is good for effective sizes from about 100 and weights that do not hang on the
 * values, and too large with many ties. With all weights 1 it is what R's `ks.test(exact = FALSE)` says.
 *
 * 'greater' is the alternative that the reference's distribution function lies above the sample's.
 *
 * @see Monahan 2011, Numerical Methods of Statistics, doi:10.1017/CBO9780511977176
 * @param data places of values ascend with them
 * @throws RangeError when a weight is negative or not finite, or those of a dataset add up to 0
 * @example weightedKs({ reference: { weights: [3, 1, 0], squares: 6 }, sample: { weights: [0, 2, 2], squares: 4 } }).statistic // 0.75
 */
export function weightedKs(
  data: WeightedData,
  { alternative = 'two-sided' }: { readonly alternative?: Alternative } = {},
): WeightedKsTest {
  const sums = weightedSums(data)
  const n = { reference: sums.reference.size, sample: sums.sample.size }
  const { plus, plusAt, minus, minusAt } = gapsOf(data, sums)
  const ahead = alternative === 'two-sided' ? plus >= minus : alternative === 'greater'
  const statistic = ahead ? plus : minus
  const z = Math.sqrt(effectiveSize(n.reference, n.sample)) * statistic
  return {
    statistic,
    location: ahead ? plusAt : minusAt,
    sign: ahead ? 1 : -1,
    ...tail(z, alternative),
    n,
  }
}

function gapsOf({ reference, sample }: WeightedData, sums: WeightedSums) {
  const steps = sums.reference.total * sums.sample.total
  let [gap, plus, plusAt, minus, minusAt] = [0, 0, 0, 0, 0]
  for (let k = 0; k < reference.weights.length; k++) {
    // In steps that make whole weights add exactly.
    gap += (reference.weights[k] ?? 0) * sums.sample.total - (sample.weights[k] ?? 0) * sums.reference.total
    if (gap > plus) {
      plus = gap
      plusAt = k
    }
    if (-gap > minus) {
      minus = -gap
      minusAt = k
    }
  }
  return { plus: Math.min(1, plus / steps), plusAt, minus: Math.min(1, minus / steps), minusAt }
}

function tail(z: number, alternative: Alternative): Probability {
  if (alternative !== 'two-sided') return probabilityOfLn(-2 * z * z)
  return { pValue: Math.min(1, kolmogorovSurvival(z)), log10P: Math.min(0, kolmogorovSurvivalLog10(z)) }
}
