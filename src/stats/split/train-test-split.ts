import type { Labels } from './classes.ts'
import { consecutive } from './consecutive.ts'
import type { RowSplit } from './row-split.ts'
import { shuffleSplits } from './shuffle-split.ts'
import { type PartSizes, partCounts, sizesOr } from './split-sizes.ts'
import { stratifiedShuffleSplits } from './stratified-shuffle-split.ts'

/** How rows are split into two parts. */
export interface TrainTestOptions extends PartSizes {
  /** A whole number from 0 to 2³² − 1; 0 unless given. */
  readonly seed?: number
  /** Whether rows are put in a random order first; true unless given. */
  readonly shuffle?: boolean
  /** The labels of the n rows, when every class shall have about the same share of both parts. */
  readonly stratify?: Labels
}

/**
 * n rows in two parts, a quarter of them for testing unless a size is given.
 *
 * Agrees with `sklearn.model_selection.train_test_split`, in the order of rows too.
 *
 * @throws RangeError when the sizes do not fit n rows, or the rows cannot be stratified
 * @example [...trainTestSplit(6, { testSize: 2, seed: 42 }).test] // [0, 1]
 * @example [...trainTestSplit(6, { testSize: 2, seed: 42 }).train] // [5, 2, 4, 3]
 * @example [...trainTestSplit(6, { shuffle: false }).test] // [4, 5]
 */
export function trainTestSplit(n: number, options: TrainTestOptions = {}): RowSplit {
  const { seed = 0, shuffle = true, stratify } = options
  if (stratify && stratify.length !== n) {
    throw new RangeError(`${n} rows cannot be stratified by ${stratify.length} labels.`)
  }
  const { train, test } = partCounts(n, sizesOr(0.25, options))
  if (!shuffle) {
    if (stratify) throw new RangeError('Rows that keep their order cannot be stratified.')
    return { train: consecutive(0, train), test: consecutive(train, test) }
  }
  const once = { splits: 1, trainSize: train, testSize: test, seed }
  const [split] = stratify ? stratifiedShuffleSplits(stratify, once) : shuffleSplits(n, once)
  return split as RowSplit
}
