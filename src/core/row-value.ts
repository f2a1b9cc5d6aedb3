import { UserError } from './errors.ts'
import type { Expr } from './expr.ts'
import { rowCalls } from './row-calls.ts'
import { literalValue, type RowValue } from './row-literal.ts'
import type { ColumnType } from './schema.ts'
import { didYouMean } from './suggest.ts'

/**
 * An expression as a function of a row. What it gives is what every engine gives, but for a timestamp's digits behind
 * the milliseconds.
 *
 * @param types those of the columns that it may use
 * @throws UserError when a column is not there, a function does not apply to a type, or needs more than one row or an engine
 */
export function rowValue(expr: Expr, types: ReadonlyMap<string, ColumnType>): RowValue {
  if ('literal' in expr) return literalValue(expr.literal)
  if ('column' in expr) return columnValue(expr.column, types)
  const translate = rowCalls[expr.call]
  if (translate === undefined)
    throw new UserError(`${expr.call} cannot be worked out for one row at a time.`, {
      hint: 'Use arithmetic, comparisons, in, is null, and, or, not, length, abs, hour and weekday.',
    })
  return translate(expr.args.map(arg => rowValue(arg, types)))
}

function columnValue(name: string, types: ReadonlyMap<string, ColumnType>): RowValue {
  const type = types.get(name)
  if (type === undefined)
    throw new UserError(`There is no column ${name}.`, {
      hint: didYouMean(name, [...types.keys()], 'Columns are'),
    })
  return { type, of: row => row[name] ?? null }
}
