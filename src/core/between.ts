import { z } from 'zod'
import {
  type Bounds,
  gxBound,
  gxBounds,
  hasNoBound,
  isWithin,
  numberBounds,
  orderedBounds,
  rangeText,
  refuseEmptyRange,
} from './bounds.ts'
import { defineRule, type Example, type Rule, type TypesOf, type Verdict } from './expectation.ts'
import { isNonFinite, value } from './expr.ts'
import { formatValue, plural } from './format.ts'
import { type AggregateAnswer, type AggregateMetric, of } from './metric.ts'
import { nothingToCheck } from './rows.ts'
import type { ColumnType } from './schema.ts'
import { isNumeric, toJson, type Value } from './value.ts'

/** Parameters of an aggregate that is a number. */
export const numberRange = z.strictObject(numberBounds).superRefine(refuseEmptyRange)

/** Parameters of an aggregate that is a value of the column: a number or a moment. */
export const orderedRange = z.strictObject(orderedBounds).superRefine(refuseEmptyRange)

type BetweenMetrics<A extends AggregateAnswer> = Readonly<
  Record<'rows' | 'checked' | 'nonFinite', AggregateMetric<number>>
> & {
  readonly answer: AggregateMetric<A>
}

interface AggregateBetween<P extends Bounds, I, A extends AggregateAnswer, T>
  extends Pick<Rule<P>, 'name' | 'id' | 'summary'> {
  readonly accepts?: TypesOf<T>
  readonly params: z.ZodType<P, I>
  /** What the aggregate is called in a sentence: `mean`. */
  readonly noun: string
  readonly gx: string
  /** Set where NaN and ±infinity count like any other value. */
  readonly countsNonFinite?: true
  /** What Great Expectations takes it to be where there is no value; without, it fails. */
  readonly ofNothing?: number
  metric(column: string): AggregateMetric<A>
  /** The answer as one value; null where the column has too few values for it. */
  read(answer: A): number | bigint | Date | null
  readonly examples: readonly Example[]
}

/**
 * An expectation that one number about a column lies in a range. Nulls are left out, and so are NaN and ±infinity,
 * though not without being mentioned; a column with too few values is vacuous.
 */
export function defineAggregateBetween<
  P extends Bounds,
  I,
  A extends AggregateAnswer,
  T extends ColumnType = ColumnType,
>(between: AggregateBetween<P, I, A, T>) {
  const { metric, read, gx, noun, countsNonFinite, ofNothing, ...described } = between
  return defineRule<P, I, BetweenMetrics<A>, 'column', false, T>({
    ...described,
    category: 'statistics',
    subject: 'column',
    gx: [
      {
        name: gx,
        params: gxBounds,
        values: { min_value: gxBound, max_value: gxBound },
        allowsAll: hasNoBound,
      },
    ],
    metrics: ({ column }) => ({
      rows: of('sample').rowCount(),
      checked: of('sample').count(value(column)),
      nonFinite: of('sample').countIf(isNonFinite(value(column))),
      answer: metric(column),
    }),
    expected: ({ column }, bounds) => `${noun} of ${column} ${rangeText(bounds)}`,
    judge: ({ rows, checked, nonFinite, answer }, bounds) =>
      judgeAggregate(
        { rows, checked, leftOut: countsNonFinite ? 0 : nonFinite, noun, answer: read(answer), ofNothing },
        bounds,
      ),
  })
}

/** The value where it is one that has an order, else null. */
export function orderedValue(of: Value): number | bigint | Date | null {
  return of instanceof Date || isNumeric(of) ? of : null
}

interface Observed {
  readonly rows: number
  readonly checked: number
  /** How many of the checked values the answer is not about. */
  readonly leftOut: number
  readonly noun: string
  readonly answer: number | bigint | Date | null
  readonly ofNothing?: number
}

/** Whether a number about a column lies in a range; vacuous when there is none. */
function judgeAggregate(
  { rows, checked, leftOut, noun, answer, ofNothing }: Observed,
  bounds: Bounds,
): Verdict {
  const whenEmpty = ofNothing !== undefined && isWithin(ofNothing, bounds) ? 'passed' : 'failed'
  const observed = { value: ofNothing ?? null, checked, leftOut }
  if (checked === 0) return { ...nothingToCheck(rows, whenEmpty), observed }
  const remark = leftOut > 0 ? ` (${plural(leftOut, 'value')} left out: not finite)` : ''
  if (answer === null || leftOut === checked)
    return {
      status: 'vacuous',
      whenEmpty,
      observed,
      found: `no ${noun} of ${plural(checked, 'value')}${remark}`,
    }
  return {
    status: isWithin(answer, bounds) ? 'passed' : 'failed',
    found: `${noun} ${formatValue(answer)}${remark}`,
    observed: { value: toJson(answer), checked, leftOut },
  }
}
