import type { Alternative } from './alternative.ts'
import { cumulativeProbability, type Distribution } from './distribution.ts'
import { ksOneSamplePValue } from './ks-one-sample.ts'
import type { Probability } from './probability.ts'
import { lnSmirnovSurvival } from './smirnov.ts'
import { tally } from './tally.ts'
import { probabilityOfLn } from './tiny.ts'

export interface KsOneSampleTest extends Probability {
  /** The largest gap between the values' distribution function and the given one, in the direction looked for. */
  readonly statistic: number
  /** The value at which the gap is reached, at it or just below it. */
  readonly location: number
  readonly n: number
}

/**
 * One-sample Kolmogorov–Smirnov test: do values come from a continuous distribution that is known beforehand?
 *
 * p is too large when parameters were estimated from the same values, or when values are rounded. 'greater': the
 * distribution function of the values lies above the given one, so the values tend to be smaller.
 *
 * Agrees with `scipy.stats.kstest(values, cdf, alternative=…)`.
 *
 * @param distribution one by name, or a distribution function
 * @throws RangeError when there are no values, one is NaN, a parameter is impossible, or the function gives something
 *   other than a probability
 * @example ksOneSample([0.1, 0.4, 0.7], { name: 'uniform' }).statistic // 0.3
 * @example ksOneSample([-1, 0, 2], x => 1 / (1 + Math.exp(-x)), 'less').pValue // 0.5669472070287318
 */
export function ksOneSample(
  values: ArrayLike<number>,
  distribution: Distribution | ((x: number) => number),
  alternative: Alternative = 'two-sided',
): KsOneSampleTest {
  const n = values.length
  if (n === 0) throw new RangeError('A sample without values has no distribution.')
  const cdf = probabilityFunction(distribution)
  const { statistic, location } = largestGap(values, cdf, alternative)
  const tail = alternative === 'two-sided' ? twoSidedTail(statistic, n) : oneSidedTail(statistic, n)
  return { statistic, location, ...tail, n }
}

function probabilityFunction(distribution: Distribution | ((x: number) => number)): (x: number) => number {
  if (typeof distribution !== 'function') return x => cumulativeProbability(distribution, x)
  return x => {
    const p = distribution(x)
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A distribution function cannot give ${p} at ${x}.`)
    return p
  }
}

function largestGap(values: ArrayLike<number>, cdf: (x: number) => number, alternative: Alternative) {
  const { values: distinct, reference: counts } = tally(values, [])
  let [below, statistic, location] = [0, 0, distinct[0] ?? 0]
  for (let k = 0; k < distinct.length; k++) {
    const value = distinct[k] ?? 0
    const p = cdf(value)
    const less = p - below / values.length
    below += counts[k] ?? 0
    const greater = below / values.length - p
    const gap = { less, greater, 'two-sided': Math.max(less, greater) }[alternative]
    if (gap > statistic) [statistic, location] = [gap, value]
  }
  return { statistic, location }
}

function twoSidedTail(statistic: number, n: number): Probability {
  const pValue = ksOneSamplePValue(statistic, n)
  if (pValue > 1e-290) return { pValue, log10P: Math.log10(pValue) }
  return probabilityOfLn(Math.LN2 + lnSmirnovSurvival(statistic, n))
}

/** Beyond 100 000 values the limit with a correction of order 1 / n, since the formula has a term for each value. */
function oneSidedTail(statistic: number, n: number): Probability {
  if (statistic === 0) return { pValue: 1, log10P: 0 }
  const limit = -((6 * n * statistic + 1) ** 2) / (18 * n)
  return probabilityOfLn(n > 100_000 && statistic < 1 ? limit : lnSmirnovSurvival(statistic, n))
}
