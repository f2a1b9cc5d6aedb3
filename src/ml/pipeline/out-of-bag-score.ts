import type { ForestTarget } from '../forest/forest-task.ts'
import { accuracy } from '../metrics/accuracy.ts'
import { determination } from '../metrics/regression.ts'
import { likeliest } from './predict.ts'

/**
 * How well rows are predicted by the trees that have not seen them: the share of right classes, or r²; null when there
 * are too few such rows.
 *
 * @param predicted as `outOfBagPrediction` gives it
 */
export function outOfBagScore(target: ForestTarget, predicted: Float64Array): number | null {
  if (target instanceof Float64Array) {
    const rows = (_: unknown, row: number) => !Number.isNaN(predicted[row])
    return determination(target.filter(rows), predicted.filter(rows))
  }
  const { codes, classes } = target
  const rows = (_: unknown, row: number) => !Number.isNaN(predicted[row * classes])
  return accuracy(codes.filter(rows), likeliest(predicted, classes).filter(rows))
}
