import { sameLength } from './same-length.ts'

/**
 * The mean absolute difference between predictions and what was to be predicted; null when there are no rows.
 *
 * Agrees with `sklearn.metrics.mean_absolute_error`.
 *
 * @throws RangeError when there are not as many predictions as rows
 * @example meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.5
 */
export function meanAbsoluteError(actual: ArrayLike<number>, predicted: ArrayLike<number>): number | null {
  return meanOf(actual, predicted, Math.abs)
}

/**
 * The mean squared difference between predictions and what was to be predicted; null when there are no rows.
 *
 * Agrees with `sklearn.metrics.mean_squared_error`.
 *
 * @throws RangeError when there are not as many predictions as rows
 * @example meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.375
 */
export function meanSquaredError(actual: ArrayLike<number>, predicted: ArrayLike<number>): number | null {
  return meanOf(actual, predicted, difference => difference * difference)
}

/**
 * The coefficient of determination r²: 1 less the squared error as a share of that of the mean, so 0 for a model that
 * always predicts the mean, and below for a worse one. null when there are fewer than two rows or all are the same.
 *
 * Agrees with `sklearn.metrics.r2_score`, which has 1 or 0 where all rows are the same.
 *
 * @throws RangeError when there are not as many predictions as rows
 * @example determination([3, -0.5, 2, 7], [2.5, 0, 2, 8]) // 0.9486081370449679
 */
export function determination(actual: ArrayLike<number>, predicted: ArrayLike<number>): number | null {
  const n = sameLength(actual, predicted)
  let sum = 0
  for (let row = 0; row < n; row++) sum += actual[row] as number
  let [around, residual] = [0, 0]
  for (let row = 0; row < n; row++) {
    around += ((actual[row] as number) - sum / n) ** 2
    residual += ((actual[row] as number) - (predicted[row] as number)) ** 2
  }
  return n < 2 || around === 0 ? null : 1 - residual / around
}

function meanOf(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  loss: (difference: number) => number,
): number | null {
  const n = sameLength(actual, predicted)
  let sum = 0
  for (let row = 0; row < n; row++) sum += loss((actual[row] as number) - (predicted[row] as number))
  return n === 0 ? null : sum / n
}
