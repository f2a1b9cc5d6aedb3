import { countsOf } from './classes.ts'
import type { RowSplit } from './row-split.ts'

/** The splits of which each has the rows of another fold for testing; rows of either part are ascending. */
export function* splitsByFold(foldOf: Uint32Array, folds: number): Generator<RowSplit, void, undefined> {
  const sizes = countsOf(foldOf, folds)
  for (let fold = 0; fold < folds; fold++) yield splitAt(fold, foldOf, sizes[fold] as number)
}

function splitAt(fold: number, foldOf: Uint32Array, size: number): RowSplit {
  const train = new Uint32Array(foldOf.length - size)
  const test = new Uint32Array(size)
  let tested = 0
  for (let row = 0; row < foldOf.length; row++) {
    if (foldOf[row] === fold) test[tested++] = row
    else train[row - tested] = row
  }
  return { train, test }
}
