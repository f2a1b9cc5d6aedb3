import { and, call, type Expr, isNonFinite, isNull, lessThan, literal, not, when } from '../../core/expr.ts'
import type { Aggregate, AggregateAnswer, AggregateName } from '../../core/metric.ts'
import { type ColumnType, columnOf, type Schema } from '../../core/schema.ts'
import type { Value } from '../../core/value.ts'
import { thirdMoment } from './moments.ts'
import type { State } from './state.ts'

/** How an aggregate becomes a state: what to ask besides it, and what the answers say. */
export interface Recipe {
  readonly asked: readonly Aggregate[]
  state(answerOf: (aggregate: Aggregate) => AggregateAnswer): State
}

/** The aggregates that follow from a table of all distinct values. */
export const tabled: readonly AggregateName[] = ['distinctCount', 'entropy', 'quantiles']

/** How the state of an aggregate is found. What it asks is answered in the scan of the aggregate itself. */
export function recipeFor(aggregate: Aggregate, schema: Schema): Recipe {
  const { name, of } = aggregate
  if (tabled.includes(name))
    return { asked: [], state: answerOf => ({ kind: 'counted', answer: answerOf(aggregate) }) }
  if (name === 'min' || name === 'max')
    return { asked: [], state: answerOf => ({ kind: 'extreme', value: answerOf(aggregate) as Value }) }
  if (name === 'rowCount' || name === 'count' || name === 'countIf' || of === undefined)
    return { asked: [], state: answerOf => ({ kind: 'count', count: Number(answerOf(aggregate)) }) }
  return momentsRecipe(aggregate, of, schema)
}

function momentsRecipe(aggregate: Aggregate, of: Expr, schema: Schema): Recipe {
  const { name } = aggregate
  const type = typeOf(of, schema)
  const isWhole = type === 'integer' || type === 'boolean'
  const only = (more: Aggregate): Aggregate => ({
    ...more,
    ...(aggregate.where && { where: aggregate.where }),
  })
  const finite = only({ name: 'countIf', of: and(not(isNull(of)), not(isNonFinite(of))) })
  const sums = (isWhole ? [of] : splitInParts(of)).map(part => only({ name: 'sum', of: part }))
  const variance = only({ name: 'variance', of })
  const hasSpread = name === 'variance' || name === 'skewness'
  return {
    asked: [finite, ...sums, ...(hasSpread ? [variance] : [])],
    state: answerOf => {
      const answer = answerOf(aggregate)
      const count = Number(answerOf(finite))
      const m2 = hasSpread ? Number(answerOf(variance) ?? 0) * Math.max(0, count - 1) : undefined
      return {
        kind: 'moments',
        count,
        sum: sums.map(part => answerOf(part) as number | bigint),
        isWhole,
        ...(m2 !== undefined && { m2 }),
        ...(name === 'skewness' && { m3: thirdMoment(answer as number | null, count, m2 ?? 0) }),
        answer,
      }
    },
  }
}

/** Splitting a larger number would overflow. */
const splittable = 2 ** 960
/** 2^27 + 1: halves the 53 digits of a double (Veltkamp). */
const splitter = literal(2 ** 27 + 1)

/**
 * Parts of a number that add up to it, each with so few digits that the sum of millions is exact: the upper half of its
 * digits, the lower half, and whole what is too large to be split.
 */
function splitInParts(of: Expr): readonly Expr[] {
  const isSplit = lessThan(call('abs', of), splittable)
  const scaled = call('multiply', of, splitter)
  const high = call('subtract', scaled, call('subtract', scaled, of))
  return [when(isSplit, high), when(isSplit, call('subtract', of, high)), when(not(isSplit), of)]
}

/** The type of a column's values, all of them or those on some rows; unknown of everything else. */
export function typeOf(expr: Expr, schema: Schema): ColumnType | undefined {
  if ('column' in expr) return columnOf(schema, expr.column)?.type
  if (!('call' in expr) || expr.call !== 'when' || expr.args[1] === undefined) return undefined
  return typeOf(expr.args[1], schema)
}
