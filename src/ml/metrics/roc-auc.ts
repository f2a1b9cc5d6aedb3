import { UserError } from '../../core/errors.ts'
import { formatValue } from '../../core/format.ts'

/** The shares that a classifier gives to classes, and the classes that rows are of. */
export interface ScoredRows<L extends string | number = string | number> {
  readonly actual: ArrayLike<L>
  /** Of each row the share of each class, one row after another. */
  readonly shares: Float64Array
  /** In the order of the shares, at least two. */
  readonly classes: readonly L[]
}

/**
 * The area under the ROC curve, the mean over all pairs of classes: how likely a row of a class has a larger share of
 * it than a row of the other class, ties counted half; each pair is seen from both of its classes. null when a class
 * has no rows.
 *
 * Agrees with `sklearn.metrics.roc_auc_score(…, multi_class='ovo', average='macro')`.
 *
 * @see Hand & Till 2001, doi:10.1023/A:1010920819831
 * @throws UserError when a row is of a class that has no share
 * @throws RangeError when there are not as many shares as rows times classes
 * @example rocAucOneVsOne({ actual: ['a', 'b'], shares: Float64Array.of(0.7, 0.3, 0.4, 0.6), classes: ['a', 'b'] }) // 1
 */
export function rocAucOneVsOne(rows: ScoredRows): number | null {
  const { wins, counts } = winsOf(rows)
  if (counts.some(count => count === 0)) return null
  let sum = 0
  for (const [a, line] of wins.entries())
    for (const [b, won] of line.entries()) if (a !== b) sum += won / ((counts[a] ?? 0) * (counts[b] ?? 0))
  return sum / (counts.length * (counts.length - 1))
}

/**
 * The area under the ROC curve, the mean over classes: how likely a row of a class has a larger share of it than a row
 * of any other class, ties counted half. null when a class has no rows.
 *
 * Agrees with `sklearn.metrics.roc_auc_score(…, multi_class='ovr', average='macro')`.
 *
 * @throws UserError when a row is of a class that has no share
 * @throws RangeError when there are not as many shares as rows times classes
 * @example rocAucOneVsRest({ actual: ['a', 'b'], shares: Float64Array.of(0.7, 0.3, 0.4, 0.6), classes: ['a', 'b'] }) // 1
 */
export function rocAucOneVsRest(rows: ScoredRows): number | null {
  const { wins, counts } = winsOf(rows)
  if (counts.some(count => count === 0)) return null
  const total = rows.actual.length
  const areas = wins.map((line, a) => {
    const count = counts[a] ?? 0
    return line.reduce((sum, won, b) => (a === b ? sum : sum + won), 0) / (count * (total - count))
  })
  return areas.reduce((sum, area) => sum + area, 0) / areas.length
}

/**
 * For classes a and b, over all pairs of a row of a and a row of b, in how many the row of a has the larger share of a;
 * ties count half.
 */
function winsOf({ actual, shares, classes }: ScoredRows): {
  readonly wins: readonly Float64Array[]
  readonly counts: readonly number[]
} {
  if (shares.length !== actual.length * classes.length)
    throw new RangeError(
      `There are ${shares.length} shares for ${actual.length} rows of ${classes.length} classes.`,
    )
  const codes = codesOf(actual, classes)
  const counts = classes.map((_, code) => codes.filter(other => other === code).length)
  const wins = classes.map((_, code) => winsOfClass(code, codes, shares, classes.length))
  return { wins, counts }
}

function codesOf(actual: ArrayLike<string | number>, classes: readonly (string | number)[]): Uint32Array {
  const positions = new Map(classes.map((label, position) => [label, position]))
  return Uint32Array.from(actual, (label, row) => {
    const code = positions.get(label)
    if (code === undefined)
      throw new UserError(`Row ${row} is of the class ${formatValue(label)}, which the model does not know.`)
    return code
  })
}

function winsOfClass(code: number, codes: Uint32Array, shares: Float64Array, classes: number): Float64Array {
  const scores = Float64Array.from(codes, (_, row) => shares[row * classes + code] as number)
  const order = Uint32Array.from(codes.keys()).sort((a, b) => (scores[a] as number) - (scores[b] as number))
  const wins = new Float64Array(classes)
  const below = new Float64Array(classes)
  for (let start = 0; start < order.length; ) {
    const score = scores[order[start] as number]
    const tied = new Float64Array(classes)
    let end = start
    for (; end < order.length && scores[order[end] as number] === score; end++) {
      const other = codes[order[end] as number] as number
      tied[other] = (tied[other] as number) + 1
    }
    for (let other = 0; other < classes; other++) {
      const beaten = (below[other] as number) + (tied[other] as number) / 2
      wins[other] = (wins[other] as number) + (tied[code] as number) * beaten
      below[other] = (below[other] as number) + (tied[other] as number)
    }
    start = end
  }
  return wins
}
