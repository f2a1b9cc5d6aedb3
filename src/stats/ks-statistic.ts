import { greatestCommonDivisor } from './integers.ts'
import { type Tally, tallySizes } from './tally.ts'

/**
 * The two one-sided Kolmogorov–Smirnov gaps of two samples as whole multiples of 1 / lcm.
 *
 * hPlus / lcm is the largest F_reference − F_sample, hMinus / lcm the largest F_sample − F_reference, and lcm the
 * least common multiple of the sample sizes. All three are bigint when the lcm is beyond 2⁵³, else numbers.
 */
export interface KsStatistic {
  readonly hPlus: number | bigint
  readonly hMinus: number | bigint
  readonly lcm: number | bigint
  /** The smallest values at which the gaps are reached. */
  readonly locationPlus: number
  readonly locationMinus: number
}

/**
 * Exact two-sample Kolmogorov–Smirnov statistic in integer arithmetic.
 *
 * @throws RangeError when a sample is empty
 * @example ksStatistic(tally([1, 2, 3], [2, 3, 4, 5])) // { hPlus: 6, hMinus: 0, lcm: 12, locationPlus: 3, locationMinus: 5 }
 */
export function ksStatistic(data: Tally): KsStatistic {
  const { reference: n1, sample: n2 } = tallySizes(data)
  if (n1 === 0 || n2 === 0) {
    const which = n1 === 0 ? 'reference' : 'sample'
    throw new RangeError(`The ${which} has no values, so there is nothing to compare.`)
  }
  const divisor = greatestCommonDivisor(n1, n2)
  return (n1 / divisor) * n2 <= Number.MAX_SAFE_INTEGER
    ? smallStatistic(data, n1 / divisor, n2 / divisor, (n1 / divisor) * n2)
    : wideStatistic(data, n1, n2, BigInt(divisor))
}

function smallStatistic(
  { values, reference, sample }: Tally,
  u1: number,
  u2: number,
  lcm: number,
): KsStatistic {
  let [hPlus, hMinus, plusAt, minusAt] = [-1, -1, 0, 0]
  for (let k = 0, gap = 0; k < values.length; k++) {
    gap += (reference[k] ?? 0) * u2 - (sample[k] ?? 0) * u1
    if (gap > hPlus) {
      hPlus = gap
      plusAt = k
    }
    if (-gap > hMinus) {
      hMinus = -gap
      minusAt = k
    }
  }
  return {
    ...clipped(hPlus, hMinus),
    lcm,
    locationPlus: values[plusAt] ?? 0,
    locationMinus: values[minusAt] ?? 0,
  }
}

/** The gap ends at 0, so both maxima are at least 0; 0 replaces a −0. */
function clipped(hPlus: number, hMinus: number) {
  return { hPlus: hPlus + 0, hMinus: hMinus + 0 }
}

/** Whole numbers only where a floating gap comes within rounding of the largest. */
function wideStatistic(data: Tally, n1: number, n2: number, divisor: bigint): KsStatistic {
  const { values, reference, sample } = data
  const [u1, u2] = [BigInt(n1) / divisor, BigInt(n2) / divisor]
  const { most, least } = floatingExtremes(data, n1, n2)
  let [hPlus, hMinus, plusAt, minusAt] = [-1n, -1n, 0, 0]
  for (let k = 0, i = 0, j = 0; k < values.length; k++) {
    i += reference[k] ?? 0
    j += sample[k] ?? 0
    const share = i / n1 - j / n2
    if (share < most - 1e-15 && share > least + 1e-15) continue
    const gap = BigInt(i) * u2 - BigInt(j) * u1
    if (gap > hPlus) {
      hPlus = gap
      plusAt = k
    }
    if (-gap > hMinus) {
      hMinus = -gap
      minusAt = k
    }
  }
  const lcm = u1 * BigInt(n2)
  return { hPlus, hMinus, lcm, locationPlus: values[plusAt] ?? 0, locationMinus: values[minusAt] ?? 0 }
}

function floatingExtremes({ reference, sample }: Tally, n1: number, n2: number) {
  let [most, least] = [0, 0]
  for (let k = 0, i = 0, j = 0; k < reference.length; k++) {
    i += reference[k] ?? 0
    j += sample[k] ?? 0
    const share = i / n1 - j / n2
    if (share > most) most = share
    if (share < least) least = share
  }
  return { most, least }
}
