import type { RandomSource } from './random-source.ts'
import type { Sizes } from './tally.ts'

/**
 * The rows of two samples, those of the reference first, dealt at random into folds that hold as many rows of either
 * sample as any other fold, but for one.
 */
export function stratifiedFolds(n: Sizes, folds: number, random: RandomSource): readonly Uint32Array[] {
  const rows = Uint32Array.from({ length: n.reference + n.sample }, (_, row) => row)
  random.shuffle(rows.subarray(0, n.reference))
  random.shuffle(rows.subarray(n.reference))
  return Array.from({ length: folds }, (_, fold) =>
    rows.filter((_, k) => (k < n.reference ? k : k - n.reference) % folds === fold),
  )
}

/** The rows of some folds, ascending. */
export function rowsOf(folds: readonly Uint32Array[]): Uint32Array {
  const rows = new Uint32Array(folds.reduce((sum, { length }) => sum + length, 0))
  let next = 0
  for (const fold of folds) {
    rows.set(fold, next)
    next += fold.length
  }
  return rows.sort()
}
