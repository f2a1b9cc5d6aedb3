import { classesOf } from '../../stats/split/classes.ts'
import { sameLength } from './same-length.ts'

/** The class of a row: all are strings, or all are numbers. */
type Label = string | number

/** How often each class was predicted for each. */
export interface ConfusionMatrix {
  /** All classes, actual and predicted, ascending. */
  readonly labels: readonly Label[]
  /** Rows by their actual class, then by the predicted one. */
  readonly counts: readonly (readonly number[])[]
}

/**
 * Counts rows by their actual and their predicted class. Agrees with `sklearn.metrics.confusion_matrix`.
 *
 * @throws RangeError when there are not as many predictions as rows, or a row has no class
 * @example confusionMatrix(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']).counts // [[2, 0], [1, 1]]
 */
export function confusionMatrix(actual: ArrayLike<Label>, predicted: ArrayLike<Label>): ConfusionMatrix {
  const n = sameLength(actual, predicted)
  const both = [...Array.from(actual), ...Array.from(predicted)] as readonly string[]
  const { labels, codes } = classesOf(both)
  const counts = labels.map(() => new Array<number>(labels.length).fill(0))
  for (let row = 0; row < n; row++) {
    const line = counts[codes[row] as number] as number[]
    const column = codes[n + row] as number
    line[column] = (line[column] as number) + 1
  }
  return { labels: labels as readonly Label[], counts }
}
