import type { Deal } from './cluster-deal.ts'
import type { ClusterPool } from './cluster-pool.ts'

/** The two means of a deal. */
export interface MeanGap {
  /** The mean of the reference minus that of the sample. */
  difference: number
  /** The difference in standard errors that know the clusters. */
  studentised: number
}

/** The mean of one of the dealt datasets and the variance of this mean. */
interface Mean {
  mean: number
  variance: number
}

/**
 * A function that compares the two means of a deal; it answers with the same object each time.
 *
 * The variance of a mean over rows in clusters comes from the clusters' sums of residuals,
 * G / (G − 1) · Σ (Σ (x − mean))² / n² for G clusters and n rows; a single cluster counts as 0. What is
 * below 1e-13 of the largest score is taken for rounding: a difference for 0, a standard error for that much.
 *
 * @see Cameron & Miller 2015, doi:10.3368/jhr.50.2.317
 * @param scores a finite number for each distinct value
 */
export function meansIn(pool: ClusterPool, scores: Float64Array): (deal: Deal) => MeanGap {
  const sums = clusterSums(pool, scores)
  const smallest = 1e-13 * scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0)
  const found: MeanGap = { difference: 0, studentised: 0 }
  const [first, second] = [
    { mean: 0, variance: 0 },
    { mean: 0, variance: 0 },
  ]
  return ({ order, few, direction }) => {
    describeMean(first, pool.rows, sums, order, 0, few)
    describeMean(second, pool.rows, sums, order, few, order.length)
    const error = Math.max(smallest, Math.sqrt(first.variance + second.variance))
    const difference = first.mean - second.mean
    found.difference = Math.abs(difference) > smallest ? direction * difference : 0
    found.studentised = error === 0 ? 0 : found.difference / error
    return found
  }
}

/** The sum of the scores of the rows of each cluster. */
export function clusterSums({ start, value, count }: ClusterPool, scores: Float64Array): Float64Array {
  const sums = new Float64Array(start.length - 1)
  for (let cluster = 0; cluster < sums.length; cluster++) {
    let sum = 0
    for (let cell = start[cluster] ?? 0; cell < (start[cluster + 1] ?? 0); cell++) {
      sum += (count[cell] ?? 0) * (scores[value[cell] ?? 0] ?? 0)
    }
    sums[cluster] = sum
  }
  return sums
}

/** Describes the mean of the rows of the clusters `order[from]` … `order[to − 1]`. */
function describeMean(
  into: Mean,
  rows: Float64Array,
  sums: Float64Array,
  order: Uint32Array,
  from: number,
  to: number,
): void {
  let [n, sum] = [0, 0]
  for (let k = from; k < to; k++) {
    const cluster = order[k] ?? 0
    n += rows[cluster] ?? 0
    sum += sums[cluster] ?? 0
  }
  const mean = sum / n
  let squares = 0
  for (let k = from; k < to; k++) {
    const cluster = order[k] ?? 0
    const residual = (sums[cluster] ?? 0) - mean * (rows[cluster] ?? 0)
    squares += residual * residual
  }
  const clusters = to - from
  into.mean = mean
  into.variance = clusters === 1 ? 0 : (squares / n / n) * (clusters / (clusters - 1))
}
