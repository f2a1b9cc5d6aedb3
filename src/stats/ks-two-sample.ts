import type { Alternative } from './alternative.ts'
import { type KsBudget, type KsPValue, ksPValueOf } from './ks-p-value.ts'
import { type KsStatistic, ksStatistic } from './ks-statistic.ts'
import { type Sizes, type Tally, tally, tallySizes } from './tally.ts'

export interface KsOptions extends KsBudget {
  readonly alternative?: Alternative
}

export interface KsTest extends KsPValue {
  /** D, the largest gap between the two distribution functions, in the direction of the alternative. */
  readonly statistic: number
  /** The smallest value at which the gap is that large. */
  readonly location: number
  /** +1 when the reference's distribution function is the higher one there, −1 when the sample's is. */
  readonly sign: 1 | -1
  /** The one-sided gaps in steps of 1 / lcm; bigint beyond 2⁵³. */
  readonly hPlus: number | bigint
  readonly hMinus: number | bigint
  readonly lcm: number | bigint
  readonly n: Sizes
}

/**
 * Two-sample Kolmogorov–Smirnov test: do both samples come from one distribution? p is exact given the ties whenever
 * the budget allows; `method` says how it came about.
 *
 * 'greater' is the alternative that the reference's distribution function lies above the sample's, which means
 * smaller values; the same convention as `scipy.stats.ks_2samp(reference, sample)`. −0 ties 0, ±Infinity are values.
 *
 * @throws RangeError when a sample is empty or holds NaN
 * @example ksTwoSample([1, 2, 3, 4], [3, 4, 5, 6]).statistic // 0.5
 * @example ksTwoSample(tally([7, 7, 7], [8, 8, 8])).pValue // 0.1
 */
export function ksTwoSample(data: Tally, options?: KsOptions): KsTest
export function ksTwoSample(
  reference: ArrayLike<number>,
  sample: ArrayLike<number>,
  options?: KsOptions,
): KsTest
export function ksTwoSample(
  first: Tally | ArrayLike<number>,
  second: ArrayLike<number> | KsOptions = {},
  third: KsOptions = {},
): KsTest {
  return 'length' in second
    ? test(tally(first as ArrayLike<number>, second), third)
    : test(first as Tally, second)
}

function test(data: Tally, { alternative = 'two-sided', budget }: KsOptions): KsTest {
  const found = ksStatistic(data)
  const n = tallySizes(data)
  const sign = signOf(found, alternative)
  const h = sign === 1 ? found.hPlus : found.hMinus
  const groups = pooledGroups(data, n)
  const p = ksPValueOf(
    { h, n1: n.reference, n2: n.sample, alternative, ...(groups && { groups }) },
    { budget },
  )
  return {
    statistic: Number(h) / Number(found.lcm),
    location: sign === 1 ? found.locationPlus : found.locationMinus,
    sign,
    hPlus: found.hPlus,
    hMinus: found.hMinus,
    lcm: found.lcm,
    ...p,
    n,
  }
}

function signOf({ hPlus, hMinus }: KsStatistic, alternative: Alternative): 1 | -1 {
  if (alternative === 'two-sided') return hMinus > hPlus ? -1 : 1
  return alternative === 'less' ? -1 : 1
}

/** Nothing when all pooled values differ: then every group is a single value. */
function pooledGroups({ reference, sample, ranges }: Tally, n: Sizes): Float64Array | undefined {
  if (reference.length === n.reference + n.sample) return undefined
  const groups = new Float64Array(reference.length)
  for (let k = 0; k < groups.length; k++) groups[k] = (reference[k] ?? 0) + (sample[k] ?? 0)
  return ranges ? unranged(groups, ranges.isRange, n) : groups
}

/** Share of one value up to which ties move p by less than a hundredth. */
const smallAtom = 0.001

/** The most values that a model of the ties tells apart. */
const modelled = 80_000

/**
 * Groups in which ranges are values that hardly repeat: parts that the model of the ties takes for one value each.
 * Nothing without a value that is frequent.
 */
function unranged(groups: Float64Array, isRange: Uint8Array, n: Sizes): Float64Array | undefined {
  const total = n.reference + n.sample
  if (!groups.some((count, k) => isRange[k] !== 1 && count > total * smallAtom)) return undefined
  const most = Math.max(1, Math.floor(total / modelled))
  const parts: number[] = []
  for (const [k, count] of groups.entries()) {
    if (isRange[k] !== 1) parts.push(count)
    else for (let left = count; left > 0; left -= most) parts.push(Math.min(left, most))
  }
  return Float64Array.from(parts)
}
