import { z } from 'zod'
import {
  defineRule,
  type Example,
  type Rule,
  type Target,
  type TypesOf,
  type Verdict,
} from './expectation.ts'
import { and, type Expr, isNull, not, value } from './expr.ts'
import { formatCount, formatShare, plural } from './format.ts'
import { type AggregateMetric, of } from './metric.ts'
import type { ColumnType } from './schema.ts'

/** The share of values that have to meet a rule, within [0, 1]: all of them unless said otherwise. */
export const mostly = z
  .number()
  .min(0)
  .max(1)
  .default(1)
  .describe(
    'The least share of the checked values that has to meet the rule; 0.99 is 99 %. Exactly this share is enough.',
  )

interface Mostly {
  readonly mostly: number
}

type RowMetrics = Readonly<Record<'rows' | 'checked' | 'failing', AggregateMetric<number>>>

interface RowExpectation<P extends Mostly, I, A>
  extends Pick<
    Rule<P>,
    | 'name'
    | 'id'
    | 'category'
    | 'acceptsWith'
    | 'written'
    | 'summary'
    | 'gx'
    | 'shorthand'
    | 'expected'
    | 'allowed'
    | 'repairs'
    | 'context'
  > {
  readonly params: z.ZodType<P, I>
  readonly accepts?: TypesOf<A>
  /** True for the values that offend; only asked of values that are not null. */
  failing(target: Target, params: P): Expr
  /** Completes "58 of 4,821 values …". */
  readonly offence: string
  /** What is counted: `value` unless said otherwise. */
  readonly noun?: string
  readonly examples: readonly Example[]
}

/**
 * An expectation about each value of a column by itself. Nulls are left out; without any value there is nothing to
 * check.
 */
export function defineRowExpectation<P extends Mostly, I, A extends ColumnType = ColumnType>(
  expectation: RowExpectation<P, I, A>,
) {
  const { expected, failing, offence, noun, gx, ...described } = expectation
  const offends = (target: Target, params: P) =>
    and(not(isNull(value(target.column))), failing(target, params))
  return defineRule<P, I, RowMetrics, 'column', false, A>({
    ...described,
    ...(gx && { gx: gx.map(each => ({ ...each, params: { ...each.params, mostly: 'mostly' } })) }),
    subject: 'column',
    expected: (target, params) => `${expected(target, params)}${mostlyText(params.mostly)}`,
    metrics: (target, params) => ({
      rows: of('sample').rowCount(),
      checked: of('sample').count(value(target.column)),
      failing: of('sample').countIf(offends(target, params)),
    }),
    judge: (counts, { mostly }) => judgeCounts({ ...counts, mostly, offence, noun }),
    failing: (target, params) => ({ where: offends(target, params) }),
  })
}

interface Counts extends Mostly {
  readonly rows: number
  readonly checked: number
  readonly failing: number
  readonly offence: string
  readonly noun?: string
}

/** Passed when the share of `checked` that does not offend is at least `mostly`; vacuous when nothing was checked. */
export function judgeCounts({ rows, checked, failing, mostly, offence, noun = 'value' }: Counts): Verdict {
  if (checked === 0) return nothingToCheck(rows)
  const counted = `${failing === 0 ? 'none' : formatCount(failing)} of ${plural(checked, noun)} ${offence}`
  return {
    // The division rounds to the double nearest to the true share, as the literal 0.95 is the one nearest to 95 %, so
    // a share that is exactly enough is enough. A multiplication by `mostly` would round twice.
    status: (checked - failing) / checked >= mostly ? 'passed' : 'failed',
    found: `${counted}${shareText(failing / checked, checked, mostly)}`,
    observed: { checked, failing },
    unexpected: { count: failing, of: checked },
  }
}

/** The verdict on a column without a value, and what it is where emptiness counts as in Great Expectations. */
export function nothingToCheck(rows: number, whenEmpty: 'passed' | 'failed' = 'passed'): Verdict {
  return { status: 'vacuous', whenEmpty, found: rows === 0 ? 'no rows' : 'no values, every row is missing' }
}

/** Completes what is expected of all values: ` for at least 95.0 % of them`. */
export function mostlyText(mostly: number): string {
  return mostly === 1 ? '' : ` for at least ${formatShare(mostly)} of them`
}

/** Below a hundred values the counts say it better than a percentage. */
function shareText(share: number, checked: number, mostly: number): string {
  const shown = share > 0 && share < 1 && (checked >= 100 || mostly < 1) ? ` (${formatShare(share)})` : ''
  return mostly < 1 ? `${shown}, up to ${formatShare(complement(mostly))} allowed` : shown
}

/** 1 − share without the digits that binary fractions add: 0.05 for 0.95. */
function complement(share: number): number {
  return Number((1 - share).toPrecision(12))
}
