import { messageOf, UserError } from '../../core/errors.ts'
import { checkStrata, ofRows, picked, type Strata } from './strata.ts'
import { kFolds, stratifiedKFolds, trainTestSplit } from '../../stats/split/index.ts'

/** How rows are to be split. Sizes are shares between 0 and 1 or numbers of rows. */
export interface Plan {
  readonly testSize?: number
  readonly trainSize?: number
  /** Of the rows that the test part leaves. */
  readonly validationSize?: number
  readonly folds?: number
  readonly shuffle: boolean
  readonly seed: number
}

/** The 0-based numbers of the rows of each part, in their order. */
export interface Parts {
  readonly train: Uint32Array
  readonly validation?: Uint32Array
  readonly test: Uint32Array
  /** Cuts the training rows: of each fold, those to judge by. */
  readonly folds: readonly Uint32Array[]
}

/**
 * Rows in parts as scikit-learn has them: `train_test_split`, a second one of what is left for training, and `KFold` or
 * `StratifiedKFold` of the rest.
 *
 * @param strata when they are to have the same share of all parts
 * @throws UserError when the rows cannot be split like that, or a row is in no stratum or alone in one
 */
export function partsOf(rows: number, plan: Plan, strata: Strata | undefined): Parts {
  const { shuffle, seed, testSize, trainSize, validationSize } = plan
  if (strata) checkStrata(strata)
  const split = asked(() =>
    trainTestSplit(rows, { testSize, trainSize, shuffle, seed, stratify: strata?.codes }),
  )
  if (validationSize === undefined) return { ...split, folds: foldsOf(split.train, plan, strata) }
  const left = strata && ofRows(strata, split.train)
  if (left) checkStrata(left, ' left for training')
  const inner = asked(() =>
    trainTestSplit(split.train.length, {
      testSize: validationSize,
      shuffle,
      seed,
      stratify: left?.codes,
    }),
  )
  const train = picked(split.train, inner.train)
  return {
    train,
    validation: picked(split.train, inner.test),
    test: split.test,
    folds: foldsOf(train, plan, strata),
  }
}

function foldsOf(
  train: Uint32Array,
  { folds, shuffle, seed }: Plan,
  strata: Strata | undefined,
): readonly Uint32Array[] {
  if (folds === undefined) return []
  const options = { folds, shuffle, seed: shuffle ? seed : undefined }
  return asked(() => {
    const splits = strata
      ? stratifiedKFolds(picked(strata.codes, train), options)
      : kFolds(train.length, options)
    return Array.from(splits, ({ test }) => picked(train, test))
  })
}

/** What is wrong with sizes and seeds is up to the user. */
function asked<T>(split: () => T): T {
  try {
    return split()
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new UserError(messageOf(cause), {
      hint: 'Choose other sizes or folds, or set stratify to none.',
      cause,
    })
  }
}
