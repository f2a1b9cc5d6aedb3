import { type RandomState, randomState } from './random-state.ts'

/** How rows are dealt into folds, each of which is for testing once. */
export interface FoldOptions {
  /** A whole number from 2; 5 unless given. */
  readonly folds?: number
  /** Whether rows are dealt at random; false unless given. */
  readonly shuffle?: boolean
  /** A whole number from 0 to 2³² − 1; 0 unless given. Only for rows that are shuffled. */
  readonly seed?: number
}

/** What deals n rows into folds: their number, and the generator when rows are shuffled. */
export interface FoldPlan {
  readonly folds: number
  readonly random: RandomState | null
}

/** @throws RangeError when there are fewer than 2 folds or more than rows, or a seed for rows that are not shuffled */
export function foldPlan(n: number, { folds = 5, shuffle = false, seed }: FoldOptions): FoldPlan {
  if (!(Number.isInteger(folds) && folds >= 2)) {
    throw new RangeError(`The number of folds, ${folds}, is not a whole number from 2.`)
  }
  if (folds > n) throw new RangeError(`${n} rows cannot be dealt into ${folds} folds.`)
  if (!shuffle && seed !== undefined) {
    throw new RangeError(`The seed ${seed} has no effect on rows that are not shuffled.`)
  }
  return { folds, random: shuffle ? randomState(seed ?? 0) : null }
}
