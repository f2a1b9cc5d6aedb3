import type { Alternative } from './alternative.ts'
import type { ContingencyTable } from './contingency-table.ts'

/**
 * Fisher's exact p of a 2 × 2 table given its margins. Two-sided: the probability of all tables that are no likelier
 * than the observed one. 'greater': the odds of the first row are the higher ones.
 *
 * 1 when a row or a column is all zero. Agrees with `scipy.stats.fisher_exact(table).pvalue`.
 *
 * @throws RangeError when the table is not 2 × 2 or holds something other than counts
 * @example fisherExact2x2([[0, 20], [15, 5]]) // 7.708572780875339e-07
 * @example fisherExact2x2([[8, 2], [1, 5]], 'greater') // 0.024475524475524
 */
export function fisherExact2x2(table: ContingencyTable, alternative: Alternative = 'two-sided'): number {
  const [[a, b], [c, d]] = cellsOf(table)
  const [first, second, column] = [a + b, c + d, a + c]
  if (first === 0 || second === 0 || column === 0 || b + d === 0) return 1
  const least = Math.max(0, column - second)
  const relative = relativeProbabilities(first, second, column)
  const observed = relative[a - least] ?? 0
  let [tail, sum] = [0, 0]
  for (let k = 0; k < relative.length; k++) {
    const weight = relative[k] ?? 0
    sum += weight
    if (isAsExtreme(least + k - a, weight / observed, alternative)) tail += weight
  }
  return Math.min(1, tail / sum)
}

/** Tables as likely as the observed one but for rounding count as no likelier, as in SciPy and R. */
function isAsExtreme(excess: number, timesAsLikely: number, alternative: Alternative): boolean {
  if (alternative === 'two-sided') return timesAsLikely <= 1 + 1e-7
  return alternative === 'greater' ? excess >= 0 : excess <= 0
}

/** Hypergeometric probabilities of all counts in the first cell, as multiples of the likeliest one. */
function relativeProbabilities(first: number, second: number, column: number): Float64Array {
  const least = Math.max(0, column - second)
  const most = Math.min(first, column)
  const mode = Math.min(most, Math.floor(((first + 1) * (column + 1)) / (first + second + 2)))
  const ratioAt = (x: number) => ((first - x) / (x + 1)) * ((column - x) / (second - column + x + 1))
  const relative = new Float64Array(most - least + 1)
  relative[mode - least] = 1
  for (let x = mode; x < most; x++) relative[x + 1 - least] = (relative[x - least] ?? 0) * ratioAt(x)
  for (let x = mode; x > least; x--) relative[x - 1 - least] = (relative[x - least] ?? 0) / ratioAt(x - 1)
  return relative
}

function cellsOf(table: ContingencyTable): readonly [readonly [number, number], readonly [number, number]] {
  const [first, second] = table
  if (table.length !== 2 || first?.length !== 2 || second?.length !== 2) {
    throw new RangeError('Fisher’s exact test takes two rows of two counts.')
  }
  const cells = [first[0] ?? 0, first[1] ?? 0, second[0] ?? 0, second[1] ?? 0] as const
  for (const count of cells) {
    if (!(Number.isSafeInteger(count) && count >= 0)) throw new RangeError(`A count cannot be ${count}.`)
  }
  return [
    [cells[0], cells[1]],
    [cells[2], cells[3]],
  ]
}
