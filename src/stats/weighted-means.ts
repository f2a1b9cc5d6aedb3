import { compareSpreads, type Spread, welchScale } from './compare-means.ts'
import type { TTest, TTestOptions } from './t-test.ts'
import { type WeightedCounts, type WeightedData, type WeightedSum, weightedSums } from './weighted-data.ts'

/**
 * Welch's t-test of rows with weights: are the weighted means equal?
 *
 * The mean is Σ w x / Σ w, the variance Σ w (x − mean)² · Σ w / ((Σ w)² − Σ w²), which agrees with
 * `numpy.cov(x, aweights=w)`; in the error and the degrees of freedom Kish's effective sizes, which are also the `n` of
 * the answer, take the place of the numbers of rows. An effective size below 2 makes the test undecidable. With all
 * weights 1 it is `welchTTest`.
 *
 * @see https://www.gnu.org/software/gsl/doc/html/statistics.html#weighted-samples for the variance
 * @param values a finite number for each place of the weights
 * @throws RangeError when a weight is negative or not finite, those of a dataset add up to 0, or a value is not finite
 * @example weightedMeans({ reference: { weights: [2, 1, 1], squares: 4 }, sample: { weights: [1, 1, 3], squares: 5 } }, [1, 2, 3]).difference // -0.65
 */
export function weightedMeans(
  data: WeightedData,
  values: ArrayLike<number>,
  options: TTestOptions = {},
): TTest {
  if (values.length !== data.reference.weights.length) {
    throw new RangeError(`There are ${values.length} values and ${data.reference.weights.length} weights.`)
  }
  const sums = weightedSums(data)
  const n = { reference: sums.reference.size, sample: sums.sample.size }
  const first = spreadOf(values, data.reference, sums.reference)
  const second = spreadOf(values, data.sample, sums.sample)
  return compareSpreads(n, first, second, options, welchScale)
}

/** Around the first value that has weight, so that equal values have no spread, and in units of the largest. */
function spreadOf(
  values: ArrayLike<number>,
  { weights }: WeightedCounts,
  { total, size }: WeightedSum,
): Spread | null {
  // Two equal weights may be worth a rounding less than two rows.
  if (size < 2 - 1e-9) return null
  const unit = largestSize(values) || 1
  let origin = 0
  while (weights[origin] === 0) origin++
  const first = (values[origin] ?? 0) / unit
  const shift = weightedSumOf(values, weights, value => value / unit - first) / total
  const squares = weightedSumOf(values, weights, value => (value / unit - first - shift) ** 2) / total
  const deviation = Math.sqrt(squares * (size / (size - 1)))
  return { count: size, mean: (first + shift) * unit, meanRest: 0, deviation: deviation * unit }
}

function largestSize(values: ArrayLike<number>): number {
  let largest = 0
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k] ?? 0)
    if (!(size < Number.POSITIVE_INFINITY)) throw new RangeError(`A mean cannot be taken of ${values[k]}.`)
    largest = Math.max(largest, size)
  }
  return largest
}

function weightedSumOf(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  termOf: (value: number) => number,
): number {
  let sum = 0
  for (let k = 0; k < values.length; k++) {
    const weight = weights[k] ?? 0
    if (weight > 0) sum += weight * termOf(values[k] ?? 0)
  }
  return sum
}
