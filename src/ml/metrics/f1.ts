import type { ConfusionMatrix } from './confusion-matrix.ts'

/** F1 scores: the harmonic means of precision and recall. */
export interface F1Scores {
  /** In the order of the matrix's labels; 0 for a class that was predicted for none of its rows. */
  readonly byClass: readonly number[]
  /** The mean over classes. */
  readonly macro: number
  /** The mean over classes, each weighted by its rows. */
  readonly weighted: number
}

/**
 * F1 scores, 2 t ⁄ (2 t + f), of t right predictions of a class and f wrong ones that are of it or take for it; null
 * when there are no rows.
 *
 * Agrees with `sklearn.metrics.f1_score`, averages `None`, `macro` and `weighted`.
 *
 * @example f1Scores(confusionMatrix(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']))?.byClass // [0.8, 0.6666666666666666]
 */
export function f1Scores({ counts }: ConfusionMatrix): F1Scores | null {
  const rows = counts.map(line => sumOf(line))
  const total = sumOf(rows)
  if (total === 0) return null
  const byClass = counts.map((line, label) => {
    const right = line[label] ?? 0
    const predicted = sumOf(counts.map(other => other[label] ?? 0))
    return (2 * right) / ((rows[label] ?? 0) + predicted)
  })
  const weighted = sumOf(byClass.map((score, label) => score * (rows[label] ?? 0))) / total
  return { byClass, macro: sumOf(byClass) / byClass.length, weighted }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
