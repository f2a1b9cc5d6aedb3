import { and, call, type Expr, isIn, isNull, literal, not, or, value } from '../core/expr.ts'
import type { Value } from '../core/value.ts'
import { ConditionError } from '../core/condition-tokens.ts'
import { ConditionReader, comparisons } from './gx-condition-reader.ts'

type Kwargs = Readonly<Record<string, unknown>>

const parsers = ['pandas', 'spark', 'great_expectations', 'great_expectations__experimental__']

/**
 * The row condition of an expectation of Great Expectations, as an expression; `undefined` where it has none. In the
 * words of pandas, a comparison with a missing value is false and `!=` is true; elsewhere both are null.
 *
 * @throws ConditionError when it is not understood
 */
export function rowConditionOf({ row_condition, condition_parser }: Kwargs): Expr | undefined {
  if (row_condition === undefined || row_condition === null || row_condition === '') return undefined
  if (typeof row_condition === 'object') return fromObject(row_condition as Kwargs)
  if (typeof row_condition !== 'string') throw new ConditionError('row_condition is no text')
  const parser = condition_parser ?? 'pandas'
  if (typeof parser !== 'string' || !parsers.includes(parser))
    throw new ConditionError(`condition_parser is one of ${parsers.join(', ')}, not ${String(parser)}`)
  return new ConditionReader(row_condition, parser === 'pandas').whole()
}

/** What Great Expectations 1.9 and later write. */
function fromObject(condition: Kwargs): Expr {
  const { type, column, operator, parameter, is_null, conditions } = condition
  if (type === 'pass_through') return new ConditionReader(String(condition.pass_through_filter), true).whole()
  if ((type === 'and' || type === 'or') && Array.isArray(conditions)) {
    const parts = conditions.map(each => fromObject(each as Kwargs))
    return type === 'and' ? and(...parts) : or(...parts)
  }
  const of = value(String((column as Kwargs | undefined)?.name))
  if (type === 'nullity') return is_null === false ? not(isNull(of)) : isNull(of)
  if (type !== 'comparison') throw new ConditionError(`a condition of the type ${String(type)} is not known`)
  if (operator === 'IN' || operator === 'NOT_IN') {
    const isMember = isIn(of, parameter as readonly Value[])
    return operator === 'IN' ? isMember : not(isMember)
  }
  const other =
    typeof parameter === 'object' && parameter !== null && 'name' in parameter
      ? value(String(parameter.name))
      : literal(parameter as Value)
  if (operator === '!=') return not(call('equal', of, other))
  const name = comparisons[String(operator)]
  if (!name) throw new ConditionError(`there is no operator ${String(operator)}`)
  return call(name, of, other)
}
