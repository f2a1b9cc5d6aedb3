/**
 * Number, mean and spread of a sample: all that a t-test needs, and what every engine can aggregate.
 *
 * `variance` and `deviation` are the unbiased sample variance (n − 1) and its root. The mean of nothing and the
 * variance of fewer than two values are null.
 */
export interface Moments {
  readonly count: number
  readonly mean: number | null
  readonly variance: number | null
  /** The root of the variance; worth giving where the variance itself overflows or underflows. */
  readonly deviation?: number | null
  /** What rounding took off the mean, which is most of the difference of two large means that are nearly equal. */
  readonly meanRest?: number
}

/**
 * Moments of a sample, in two passes over values that are shifted by the first one and scaled: neither a large offset
 * nor a huge or tiny unit costs digits, and equal values have a variance of exactly 0.
 *
 * Agrees with `numpy.mean(x)` and `numpy.var(x, ddof=1)`.
 *
 * @throws RangeError when a value is NaN or infinite
 * @example moments([1, 2, 3, 4]) // { count: 4, mean: 2.5, variance: 1.6666666666666667, deviation: 1.2909944487358056, meanRest: 0 }
 */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length
  if (count === 0) return { count, mean: null, variance: null, deviation: null }
  const scale = powerOfTwoAbove(largestSize(values))
  const first = (values[0] ?? 0) / scale
  const shift = sumOf(values, value => value / scale - first) / count
  const { sum, lost } = exactSum(first, shift)
  const [mean, meanRest] = [sum * scale, lost * scale]
  if (count === 1) return { count, mean, variance: null, deviation: null }
  const squares = sumOf(values, value => (value / scale - first - shift) ** 2)
  const deviation = Math.sqrt(squares / (count - 1))
  return {
    count,
    mean,
    variance: (squares / (count - 1)) * scale * scale,
    deviation: deviation * scale,
    meanRest,
  }
}

function largestSize(values: ArrayLike<number>): number {
  let largest = 0
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k] ?? 0)
    if (!(size < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`A mean needs finite numbers, but value ${k + 1} is ${values[k]}.`)
    }
    if (size > largest) largest = size
  }
  return largest
}

/** Scaling by a power of two is exact; 1 for nothing but zeros. */
function powerOfTwoAbove(size: number): number {
  return size === 0 ? 1 : 2 ** Math.min(1023, Math.max(-1021, Math.ceil(Math.log2(size))))
}

/** Neumaier's compensated sum. */
function sumOf(values: ArrayLike<number>, termOf: (value: number) => number): number {
  let total = 0
  let rest = 0
  for (let k = 0; k < values.length; k++) {
    const { sum, lost } = exactSum(total, termOf(values[k] ?? 0))
    total = sum
    rest += lost
  }
  return total + rest
}

/** A sum, and what its rounding lost. */
function exactSum(a: number, b: number) {
  const sum = a + b
  return { sum, lost: Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a }
}
