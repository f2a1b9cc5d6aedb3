import { randomState } from './random-state.ts'
import type { RowSplit } from './row-split.ts'
import { type PartSizes, partCounts, sizesOr } from './split-sizes.ts'

/** How rows are split at random, several times over. */
export interface ShuffleSplitOptions extends PartSizes {
  /** 10 unless given. */
  readonly splits?: number
  /** A whole number from 0 to 2³² − 1. */
  readonly seed: number
}

/**
 * Random splits of n rows, independent of each other. A tenth of the rows is for testing unless a size is given.
 *
 * Agrees with `sklearn.model_selection.ShuffleSplit`, in the order of rows too.
 *
 * @throws RangeError when the sizes do not fit n rows
 * @example [...shuffleSplits(4, { splits: 2, testSize: 0.25, seed: 0 })].map(({ test }) => test[0]) // [2, 0]
 */
export function* shuffleSplits(
  n: number,
  { splits = 10, seed, testSize, trainSize }: ShuffleSplitOptions,
): Generator<RowSplit, void, undefined> {
  const { train, test } = partCounts(n, sizesOr(0.1, { testSize, trainSize }))
  const random = randomState(seed)
  for (let split = 0; split < splits; split++) {
    const rows = random.permutation(n)
    yield { train: rows.subarray(test, test + train), test: rows.subarray(0, test) }
  }
}
