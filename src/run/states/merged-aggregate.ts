import type { Aggregate, AggregateAnswer } from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'
import { aggregateKey, tableOf } from './keys.ts'
import { assertMergeable, statesOf, wholeTable } from './merged-parts.ts'
import { mergeMoments, momentAnswer } from './moments.ts'
import type { Saved } from './saved.ts'
import { tableAnswer } from './table-answers.ts'
import { orderOfRows } from './value-order.ts'

/**
 * An aggregate of several datasets as that of one.
 *
 * @throws UserError when their states do not say
 */
export function mergedAggregate(aggregate: Aggregate, parts: readonly Saved[]): AggregateAnswer {
  assertMergeable([aggregate.of, aggregate.where], parts)
  const key = aggregateKey(aggregate)
  switch (aggregate.name) {
    case 'rowCount':
    case 'count':
    case 'countIf':
      return statesOf(key, ['count'], parts).reduce((sum, { count }) => sum + count, 0)
    case 'min':
      return extreme(statesOf(key, ['extreme'], parts), -1)
    case 'max':
      return extreme(statesOf(key, ['extreme'], parts), 1)
    case 'sum':
    case 'mean':
    case 'variance':
    case 'skewness': {
      const states = statesOf(key, ['moments'], parts)
      const [only, ...others] = states
      return only && others.length === 0 ? only.answer : momentAnswer(aggregate.name, mergeMoments(states))
    }
    case 'distinctCount':
    case 'entropy':
    case 'quantiles':
      return tabledAnswer(aggregate, parts)
  }
}

function extreme(states: readonly { readonly value: Value }[], sign: 1 | -1): Value {
  const values = states.map(({ value }) => value).filter(value => value !== null)
  return values.reduce<Value>(
    (found, value) => (found === null || sign * orderOfRows([value], [found]) > 0 ? value : found),
    null,
  )
}

function tabledAnswer(aggregate: Aggregate, parts: readonly Saved[]): AggregateAnswer {
  const states = statesOf(aggregateKey(aggregate), ['counted'], parts)
  const [only, ...others] = states
  if (only && others.length === 0) return only.answer
  const table = aggregate.of && tableOf(aggregate.of, aggregate.where)
  // Without a table only what is said of columns is kept, and so was said of one.
  if (table === undefined) throw new RangeError(`The aggregate ${aggregate.name} needs a column.`)
  return tableAnswer(aggregate, wholeTable(table, parts))
}
