import { clusterSums } from './cluster-means.ts'
import type { ClusterPool } from './cluster-pool.ts'

/** Sums of squares of rows: within clusters, and of clusters around the mean of their dataset. */
export interface Squares {
  readonly within: number
  readonly between: number
}

/**
 * The design effect 1 + (c̄ − 1) ρ: how many rows in clusters tell as much as one row of its own. At least 1.
 *
 * ρ is the intraclass correlation (MSB − MSW) / (MSB + (n₀ − 1) MSW) of a one-way analysis of variance with clusters
 * within datasets, held within 0 to 1, and c̄ = Σ c² / Σ c the mean size of the cluster of a row. With one cluster in
 * each dataset nothing shows how alike the rows of a cluster are: then ρ is 1.
 *
 * @see Donner 1986, doi:10.2307/1403259, for ρ
 * @see Eldridge, Ashby & Kerry 2006, doi:10.1093/ije/dyl129, for c̄
 */
export function designEffect({ rows, clusters, n }: ClusterPool, { within, between }: Squares): number {
  const [count, all] = [rows.length, n.reference + n.sample]
  if (count === all) return 1
  const ofReference = sumOfSquares(rows.subarray(0, clusters.reference))
  const ofSample = sumOfSquares(rows.subarray(clusters.reference))
  const meanSize = (ofReference + ofSample) / all
  if (count === 2) return meanSize
  const typicalSize = (all - ofReference / n.reference - ofSample / n.sample) / (count - 2)
  const [meanWithin, meanBetween] = [within / (all - count), between / (count - 2)]
  const total = meanBetween + (typicalSize - 1) * meanWithin
  const correlation = total > 0 ? (meanBetween - meanWithin) / total : 0
  return 1 + (meanSize - 1) * Math.min(1, Math.max(0, correlation))
}

/** Sums of squares of centred scores. */
export function squaresOfScores(pool: ClusterPool, scores: Float64Array): Squares {
  const { rows, totals, clusters, n } = pool
  const sums = clusterSums(pool, scores)
  let [ofClusters, ofReference, ofSample, ofRows] = [0, 0, 0, 0]
  for (let c = 0; c < sums.length; c++) {
    const sum = sums[c] ?? 0
    ofClusters += sum ** 2 / (rows[c] ?? 1)
    if (c < clusters.reference) ofReference += sum
    else ofSample += sum
  }
  for (let k = 0; k < totals.length; k++) ofRows += (totals[k] ?? 0) * (scores[k] ?? 0) ** 2
  const ofDatasets = ofReference ** 2 / n.reference + ofSample ** 2 / n.sample
  return { within: excess(ofRows, ofClusters), between: excess(ofClusters, ofDatasets) }
}

/** Sums of squares of unordered values: those of the indicators of all values added up. */
export function squaresOfShares({ start, value, count, rows, totals, clusters, n }: ClusterPool): Squares {
  const counts = new Float64Array(totals.length)
  let ofClusters = 0
  for (let c = 0; c < rows.length; c++) {
    for (let cell = start[c] ?? 0; cell < (start[c + 1] ?? 0); cell++) {
      ofClusters += (count[cell] ?? 0) ** 2 / (rows[c] ?? 1)
      if (c < clusters.reference)
        counts[value[cell] ?? 0] = (counts[value[cell] ?? 0] ?? 0) + (count[cell] ?? 0)
    }
  }
  const others = totals.map((total, k) => total - (counts[k] ?? 0))
  const ofDatasets = sumOfSquares(counts) / n.reference + sumOfSquares(others) / n.sample
  const all = n.reference + n.sample
  return { within: excess(all, ofClusters), between: excess(ofClusters, ofDatasets) }
}

function sumOfSquares(numbers: Float64Array): number {
  let sum = 0
  for (const number of numbers) sum += number ** 2
  return sum
}

/** What one sum has more than another; nothing when that is within rounding. */
function excess(sum: number, other: number): number {
  return sum - other > 1e-12 * sum ? sum - other : 0
}
