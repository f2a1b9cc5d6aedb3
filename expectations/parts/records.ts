import { z } from 'zod'
import { defineRule, type Example, type Rule, type Target, type TypesOf } from '../../src/core/expectation.ts'
import { and, call, type Expr, isNull, literal, not, or, value } from '../../src/core/expr.ts'
import { type AggregateMetric, of } from '../../src/core/metric.ts'
import type { ColumnType } from '../../src/core/schema.ts'
import { judgeCounts, mostly, mostlyText } from '../../src/core/rows.ts'

const choices = ['all-missing', 'any-missing', 'never'] as const
type IgnoreRowIf = (typeof choices)[number]

/** Parameters of every expectation about rows of several columns. */
export const recordParams = {
  ignoreRowIf: z
    .enum(choices)
    .default('all-missing')
    .describe('Which rows are left out: those in which all, or any, of the columns are missing, or none.'),
  mostly,
}

interface RecordParams {
  readonly ignoreRowIf: IgnoreRowIf
  readonly mostly: number
}

/** What Great Expectations calls them, of rows of two columns and of several. */
export const gxPair = {
  columns: ['column_A', 'column_B'],
  params: { ignore_row_if: 'ignoreRowIf', mostly: 'mostly' },
  values: {
    ignore_row_if: renamed({
      both_values_are_missing: 'all-missing',
      either_value_is_missing: 'any-missing',
      neither: 'never',
      never: 'never',
    }),
  },
}
export const gxRecord = {
  params: gxPair.params,
  values: {
    ignore_row_if: renamed({
      all_values_are_missing: 'all-missing',
      any_value_is_missing: 'any-missing',
      never: 'never',
    }),
  },
}

/** The rows of some columns that are not left out. */
export function keptRows(columns: readonly string[], ignoreRowIf: IgnoreRowIf): Expr {
  const missing = columns.map(column => isNull(value(column)))
  if (ignoreRowIf === 'never') return literal(true)
  return not(ignoreRowIf === 'all-missing' ? and(...missing) : or(...missing))
}

/** Whether two values are the same; a null is the same as a null only. Never null itself. */
export function areSame(one: Expr, other: Expr): Expr {
  const bothMissing = and(isNull(one), isNull(other))
  return or(bothMissing, and(not(isNull(one)), not(isNull(other)), call('equal', one, other)))
}

type RecordMetrics = Readonly<Record<'rows' | 'checked' | 'failing', AggregateMetric<number>>>

interface RecordExpectation<P extends RecordParams, I, A>
  extends Pick<
    Rule<P>,
    'name' | 'id' | 'category' | 'columnCount' | 'summary' | 'gx' | 'shorthand' | 'expected'
  > {
  readonly params: z.ZodType<P, I>
  readonly accepts?: TypesOf<A>
  /** True for the rows that offend, and not null where they do. */
  failing(target: Target, params: P): Expr
  /** Completes "58 of 4,821 rows …". */
  readonly offence: string
  readonly examples: readonly Example[]
}

/** An expectation about the values of several columns in each row. */
export function defineRecordExpectation<P extends RecordParams, I, A extends ColumnType = ColumnType>(
  expectation: RecordExpectation<P, I, A>,
) {
  const { expected, failing, offence, ...described } = expectation
  const offends = (target: Target, params: P) =>
    and(keptRows(target.columns, params.ignoreRowIf), failing(target, params))
  return defineRule<P, I, RecordMetrics, 'columns', false, A>({
    ...described,
    subject: 'columns',
    expected: (target, params) => `${expected(target, params)}${mostlyText(params.mostly)}`,
    metrics: (target, params) => ({
      rows: of('sample').rowCount(),
      checked: of('sample').countIf(keptRows(target.columns, params.ignoreRowIf)),
      failing: of('sample').countIf(offends(target, params)),
    }),
    judge: (counts, { mostly }) => judgeCounts({ ...counts, mostly, offence, noun: 'row' }),
    failing: (target, params) => ({ where: offends(target, params) }),
  })
}

function renamed(names: Readonly<Record<string, IgnoreRowIf>>) {
  return (name: unknown) => (typeof name === 'string' ? (names[name] ?? name) : name)
}
