import { kishSize } from './effective-size.ts'

/** Rows of a dataset that stand for different numbers of others. */
export interface WeightedCounts {
  /** The sum of the weights of the rows that have each value; the values are the same in both datasets. */
  readonly weights: ArrayLike<number>
  /** Σ w² over all rows. */
  readonly squares: number
}

export interface WeightedData {
  readonly reference: WeightedCounts
  readonly sample: WeightedCounts
}

/** What the weights of two datasets come to. */
export interface WeightedSums {
  readonly reference: WeightedSum
  readonly sample: WeightedSum
}

/** What the weights of a dataset come to. */
export interface WeightedSum {
  readonly total: number
  /** Kish's effective sample size. */
  readonly size: number
}

/**
 * Adds up the weights.
 *
 * @throws RangeError when the datasets differ in their number of values, a weight is negative or not finite, or those
 *   of a dataset add up to 0 or to something beyond 1e±150
 */
export function weightedSums({ reference, sample }: WeightedData): WeightedSums {
  if (reference.weights.length !== sample.weights.length) {
    throw new RangeError(
      `There are ${reference.weights.length} reference weights and ${sample.weights.length} sample weights.`,
    )
  }
  return { reference: weightedSum(reference, 'reference'), sample: weightedSum(sample, 'sample') }
}

function weightedSum({ weights, squares }: WeightedCounts, which: string): WeightedSum {
  let total = 0
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k] ?? 0
    if (!(weight >= 0)) throw new RangeError(`A weight cannot be ${weight}.`)
    total += weight
  }
  if (total === 0) {
    throw new RangeError(`The weights of the ${which} add up to 0, so there is nothing to compare.`)
  }
  // Products of two sums have to stay within the range of numbers.
  if (!(total > 1e-150 && total < 1e150)) {
    throw new RangeError(`The weights of the ${which} add up to ${total}, which cannot be compared.`)
  }
  return { total, size: kishSize(total, squares) }
}
