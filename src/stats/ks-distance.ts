import { ksStatistic } from './ks-statistic.ts'
import type { Tally } from './tally.ts'

/**
 * The two-sample Kolmogorov–Smirnov statistic: the largest distance between the two distribution functions, from 0 to 1.
 *
 * Agrees with `scipy.stats.ks_2samp(reference, sample).statistic`.
 *
 * @throws RangeError when a sample is empty
 * @example ksDistance(tally([1, 2, 3], [2, 3, 4, 5])) // 0.5
 */
export function ksDistance(data: Tally): number {
  const { hPlus, hMinus, lcm } = ksStatistic(data)
  const larger = Number(hPlus) > Number(hMinus) ? hPlus : hMinus
  return Number(larger) / Number(lcm)
}
