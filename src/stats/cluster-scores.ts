import type { ClusterPool } from './cluster-pool.ts'

/** Distinct values that are centred on their mean over all rows and scaled. */
interface Scores {
  readonly scores: Float64Array
  /** What one step of the scores is worth in units of the values. */
  readonly unit: number
}

/**
 * The values themselves, divided by the largest so that nothing overflows.
 *
 * @throws RangeError when there are not as many finite values as places
 */
export function valueScores({ totals }: ClusterPool, values: ArrayLike<number> | undefined): Scores {
  if (values?.length !== totals.length) {
    throw new RangeError(`Means need ${totals.length} values, unlike ${values?.length ?? 'none'}.`)
  }
  let unit = 0
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k] ?? 0)
    if (!(size < Number.POSITIVE_INFINITY)) throw new RangeError(`A mean cannot be taken of ${values[k]}.`)
    unit = Math.max(unit, size)
  }
  if (unit === 0) return { scores: new Float64Array(totals.length), unit: 1 }
  return {
    scores: centred(
      Float64Array.from(values, value => value / unit),
      totals,
    ),
    unit,
  }
}

/** Mid-ranks among all rows, as shares of these, centred likewise. */
export function rankScores({ totals, n }: ClusterPool): Float64Array {
  const all = n.reference + n.sample
  let before = 0
  const ranks = totals.map(count => {
    before += count
    return (before - count / 2) / all
  })
  return centred(ranks, totals)
}

/** Shifted by the first one that occurs before by the mean, so that equal values have a score of exactly 0. */
function centred(scores: Float64Array, totals: Float64Array): Float64Array {
  const first = scores[totals.findIndex(count => count > 0)] ?? 0
  let [sum, rows] = [0, 0]
  for (let k = 0; k < scores.length; k++) {
    sum += (totals[k] ?? 0) * ((scores[k] ?? 0) - first)
    rows += totals[k] ?? 0
  }
  return scores.map((score, k) => ((totals[k] ?? 0) > 0 ? score - first - sum / rows : 0))
}
