import { consecutive } from './consecutive.ts'
import { type FoldOptions, foldPlan } from './fold-plan.ts'
import type { RowSplit } from './row-split.ts'
import { splitsByFold } from './splits-by-fold.ts'

/**
 * The splits of n rows of which each has another fold for testing: neighbours, or random rows when they are shuffled.
 *
 * Agrees with `sklearn.model_selection.KFold`; rows of either part are ascending.
 *
 * @throws RangeError when there are fewer than 2 folds or more than rows, or a seed for rows that are not shuffled
 * @example [...kFolds(5, { folds: 2 })].map(({ test }) => [...test]) // [[0, 1, 2], [3, 4]]
 * @example [...kFolds(5, { folds: 2, shuffle: true, seed: 1 })].map(({ test }) => [...test]) // [[1, 2, 4], [0, 3]]
 */
export function* kFolds(n: number, options: FoldOptions = {}): Generator<RowSplit, void, undefined> {
  const { folds, random } = foldPlan(n, options)
  const rows = consecutive(0, n)
  random?.shuffle(rows)
  const foldOf = new Uint32Array(n)
  let start = 0
  for (let fold = 0; fold < folds; fold++) {
    const end = start + Math.floor(n / folds) + (fold < n % folds ? 1 : 0)
    for (let k = start; k < end; k++) foldOf[rows[k] as number] = fold
    start = end
  }
  yield* splitsByFold(foldOf, folds)
}
