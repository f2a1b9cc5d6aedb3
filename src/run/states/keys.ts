import { and, type Expr, isNull, not, or, overRows, value } from '../../core/expr.ts'
import { type Aggregate, type DuplicatesRequest, metricKey } from '../../core/metric.ts'

/** Distinct values of some columns, and how many rows have each; rows in which all are null are left out. */
export interface TableRequest {
  readonly columns: readonly string[]
  /** Only rows where this is true. */
  readonly where?: Expr
}

/** What the state of an aggregate is known by. */
export function aggregateKey(aggregate: Aggregate): string {
  return metricKey({ kind: 'aggregate', role: 'sample', aggregate })
}

/** What a table is known by. */
export function tableKey({ columns, where }: TableRequest): string {
  return metricKey({ kind: 'frequencies', role: 'sample', columns, limit: 0, ...(where && { where }) })
}

/** The table of an expression's values, null left out; nothing where the expression is more than a column. */
export function tableOf(expr: Expr, where?: Expr): TableRequest | undefined {
  if ('column' in expr) return { columns: [expr.column], ...(where && { where }) }
  const [condition, then] = 'call' in expr && expr.call === 'when' ? expr.args : []
  return condition && then && tableOf(then, where ? and(where, condition) : condition)
}

/** The table from which follows which rows share their values, in a dataset of these columns. */
export function duplicatesTable(request: DuplicatesRequest, all: readonly string[]): TableRequest {
  const { differingIn, where } = request
  const keys = keysOf(request, all)
  if (differingIn === undefined) return { columns: keys, ...(where && { where }) }
  return { columns: [...keys, differingIn], where: where ?? anyPresent(keys) }
}

/** The columns whose values rows share; all of them in an order that is the same in every part of the data. */
export function keysOf({ columns, differingIn }: DuplicatesRequest, all: readonly string[]) {
  return columns.length > 0 ? columns : all.filter(name => name !== differingIn).sort()
}

/** The rows that a table leaves out: those in which all of its columns are null. */
export function blankRows({ columns, where }: TableRequest): Aggregate {
  return { name: 'rowCount', where: and(where, ...columns.map(name => isNull(value(name)))) }
}

/** Why what an expression says cannot be merged, or nothing. */
export function obstacleIn(expr: Expr | undefined): string | undefined {
  if (expr === undefined || !('call' in expr)) return undefined
  if (overRows.includes(expr.call)) return 'it looks at other rows than each row itself'
  if (expr.call === 'sql' && expr.args.some(looksAround)) return 'its SQL looks at other rows'
  return expr.args.map(obstacleIn).find(obstacle => obstacle !== undefined)
}

function looksAround(arg: Expr): boolean {
  return 'literal' in arg && /\b(select|over)\b/i.test(String(arg.literal))
}

function anyPresent(columns: readonly string[]): Expr {
  return or(...columns.map(name => not(isNull(value(name)))))
}
