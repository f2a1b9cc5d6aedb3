import { sameLength } from './same-length.ts'

/**
 * The share of rows whose class was predicted; null when there are no rows.
 *
 * Agrees with `sklearn.metrics.accuracy_score`.
 *
 * @throws RangeError when there are not as many predictions as rows
 * @example accuracy(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']) // 0.75
 */
export function accuracy<T>(actual: ArrayLike<T>, predicted: ArrayLike<T>): number | null {
  const n = sameLength(actual, predicted)
  let right = 0
  for (let row = 0; row < n; row++) if (actual[row] === predicted[row]) right++
  return n === 0 ? null : right / n
}
