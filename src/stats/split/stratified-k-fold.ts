import { countsOf, inOrderOfAppearance, type Labels } from './classes.ts'
import { type FoldOptions, foldPlan } from './fold-plan.ts'
import type { RowSplit } from './row-split.ts'
import { rowsByClass } from './rows-by-class.ts'
import { splitsByFold } from './splits-by-fold.ts'

/**
 * The splits of labelled rows of which each has another fold for testing, with every class spread evenly over folds.
 *
 * Agrees with `sklearn.model_selection.StratifiedKFold`; rows of either part are ascending. A class with fewer rows
 * than there are folds is missing from some.
 *
 * @throws RangeError when there are fewer than 2 folds, more than rows or more than the largest class has rows, a seed
 *   for rows that are not shuffled, a row without a label, or a label with a fraction
 * @example [...stratifiedKFolds([...'aabb'], { folds: 2 })].map(({ test }) => [...test]) // [[0, 2], [1, 3]]
 */
export function* stratifiedKFolds(
  labels: Labels,
  options: FoldOptions = {},
): Generator<RowSplit, void, undefined> {
  const { folds, random } = foldPlan(labels.length, options)
  const { seen, codes } = inOrderOfAppearance(labels)
  const fraction = seen.find(label => typeof label === 'number' && !Number.isInteger(label))
  if (fraction !== undefined)
    throw new RangeError(`The label ${fraction} is not a whole number, so it is no class.`)
  const counts = countsOf(codes, seen.length)
  if (counts.every(count => count < folds)) {
    throw new RangeError(`No class has as many rows as there are folds, ${folds}.`)
  }
  const foldOf = new Uint32Array(codes.length)
  let dealt = 0
  for (const rows of rowsByClass({ codes, counts })) {
    const deal = dealtInTurn(rows.length, dealt, folds)
    random?.shuffle(deal)
    rows.forEach((row, k) => {
      foldOf[row] = deal[k] as number
    })
    dealt += rows.length
  }
  yield* splitsByFold(foldOf, folds)
}

/** The folds of rows that are dealt to one fold after another, going on behind those already dealt; ascending. */
function dealtInTurn(rows: number, dealt: number, folds: number): Uint32Array {
  const deal = new Uint32Array(rows)
  let end = 0
  for (let fold = 0; fold < folds; fold++) {
    const firstTurn = (fold + folds - (dealt % folds)) % folds
    const turns = Math.max(0, Math.ceil((rows - firstTurn) / folds))
    deal.fill(fold, end, end + turns)
    end += turns
  }
  return deal
}
