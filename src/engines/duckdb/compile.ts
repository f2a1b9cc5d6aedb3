import type { Expr } from '../../core/expr.ts'
import type { Operand } from './comparisons.ts'
import { type Dataset, storedColumn } from './dataset.ts'
import { dialect } from './dialect.ts'
import { literalSql } from './literals.ts'

/**
 * An expression as SQL over the rows of a dataset.
 *
 * @throws UserError when a column does not exist or a function does not apply to a type.
 */
export function compile(expr: Expr, dataset: Dataset): Operand {
  if ('column' in expr) {
    const { identifier, type } = storedColumn(dataset, expr.column)
    return { text: identifier, type }
  }
  if ('literal' in expr) return { ...literalSql(expr.literal), value: expr.literal }
  return dialect[expr.call](expr.args.map(arg => compile(arg, dataset)))
}
