import type { RandomState } from './random-state.ts'

/**
 * How many of `drawn` rows come from each class, when each class gives the same share of its rows as nearly as it can.
 *
 * Shares are rounded down, then the classes with the largest remainders give one row more; `random` chooses among
 * equal remainders. Agrees with `sklearn.utils.extmath._approximate_mode`.
 *
 * @param counts the rows of each class, at least one positive
 * @param drawn a whole number up to the sum of the counts
 * @example [...approximateMode([4, 2], 3, randomState(0))] // [2, 1]
 * @example [...approximateMode([2, 2, 2, 1], 2, randomState(42))] // [1, 1, 0, 0]
 */
export function approximateMode(counts: ArrayLike<number>, drawn: number, random: RandomState): Uint32Array {
  const total = sumOf(counts)
  const shares = Float64Array.from(counts, count => (count / total) * drawn)
  const mode = Uint32Array.from(shares, Math.floor)
  const remainders = shares.map((share, i) => share - (mode[i] as number))
  let missing = drawn - sumOf(mode)
  for (const remainder of new Set(remainders.slice().sort().reverse())) {
    if (missing <= 0) break
    const tied = positionsOf(remainder, remainders)
    const more = Math.min(tied.length, missing)
    for (const k of random.choice(tied.length, more)) {
      const position = tied[k] as number
      mode[position] = (mode[position] as number) + 1
    }
    missing -= more
  }
  return mode
}

function sumOf(counts: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number
  return sum
}

function positionsOf(value: number, values: Float64Array): readonly number[] {
  return [...values.keys()].filter(position => values[position] === value)
}
