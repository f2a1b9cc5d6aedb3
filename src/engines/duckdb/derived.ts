import { type Expr, type FunctionName, overRows } from '../../core/expr.ts'
import type { ColumnType } from '../../core/schema.ts'
import { compile } from './compile.ts'
import type { Dataset, StoredColumn } from './dataset.ts'
import { doubleText } from './literals.ts'
import { identifier, type Sql } from './sql.ts'

/** Expressions that look at their own row only, over a dataset that has columns for what the others look at. */
interface Derived<T> {
  readonly dataset: Dataset
  readonly exprs: T
}

/** Whether an expression looks at other rows than its own. */
export function looksAtRows(expr: Expr | undefined): boolean {
  if (expr === undefined || !('call' in expr)) return false
  return overRows.includes(expr.call) || expr.args.some(looksAtRows)
}

/**
 * Moves what expressions say of other rows into columns of a derived table: a value of a row above by one pass over
 * the rows in order, what is said of all rows by one query for all of them.
 */
export function derive<T extends readonly (Expr | undefined)[]>(exprs: T, dataset: Dataset): Derived<T> {
  if (!exprs.some(looksAtRows)) return { dataset, exprs }
  const parts = new Map<string, Part>()
  const rewritten = exprs.map(expr => expr && rewrite(expr, parts, dataset)) as unknown as T
  return { dataset: withParts([...parts.values()], dataset), exprs: rewritten }
}

interface Part {
  readonly column: StoredColumn
  readonly sql: string
  /** Whether it is the same for all rows. */
  readonly isOverall: boolean
}

function rewrite(expr: Expr, parts: Map<string, Part>, dataset: Dataset): Expr {
  if (!('call' in expr)) return expr
  if (!overRows.includes(expr.call))
    return { ...expr, args: expr.args.map(arg => rewrite(arg, parts, dataset)) }
  const key = JSON.stringify(expr)
  const part = parts.get(key) ?? partOf(expr, `\u0001${parts.size}`, dataset)
  parts.set(key, part)
  return { column: part.column.name }
}

function partOf({ call, args }: Extract<Expr, { call: unknown }>, name: string, dataset: Dataset): Part {
  const [of, parameter] = args
  const translate = translations[call]
  if (of === undefined || translate === undefined)
    throw new RangeError(`The function ${call} needs an argument.`)
  const operand = compile(of, dataset)
  const number = parameter && 'literal' in parameter ? Number(parameter.literal) : 0
  const { sql, isOverall, type = 'number' } = translate(operand, number, dataset.rowNumber)
  return { column: { name, identifier: identifier(name), type }, sql, isOverall }
}

type Translation = (
  operand: Sql,
  parameter: number,
  rowNumber: string,
) => { readonly sql: string; readonly isOverall: boolean; readonly type?: ColumnType }

const translations: Partial<Readonly<Record<FunctionName, Translation>>> = {
  previous: ({ text, type }, _, rowNumber) => ({
    sql: `lag(${text} IGNORE NULLS) OVER (ORDER BY ${rowNumber})`,
    isOverall: false,
    type,
  }),
  nextLower: ({ text, type }, _, rowNumber) => ({
    sql: `CASE WHEN ${text} IS NOT NULL THEN lag(${text}) OVER (ORDER BY ${text} NULLS LAST, ${rowNumber}) END`,
    isOverall: false,
    type,
  }),
  // Rows without a value stand in a partition of their own, so that the window counts those that have one.
  movingMean: (operand, rows, rowNumber) => ({
    sql: `avg(${finite(operand)}) OVER (PARTITION BY ${finite(operand)} IS NULL ORDER BY ${rowNumber} ROWS BETWEEN ${rows} PRECEDING AND 1 PRECEDING)`,
    isOverall: false,
  }),
  overallMean: operand => overall(`favg(${finite(operand)})`),
  overallStdev: operand => overall(`stddev_samp(${finite(operand)})`),
  overallQuantile: (operand, probability) =>
    overall(`quantile_cont(${finite(operand)}, ${doubleText(probability)})`),
  overallMad: operand => overall(`mad(${finite(operand)})`),
}

function overall(sql: string) {
  return { sql, isOverall: true }
}

function finite({ text }: Sql): string {
  const number = `CAST(${text} AS DOUBLE)`
  return `CASE WHEN isfinite(${number}) THEN ${number} END`
}

function withParts(parts: readonly Part[], dataset: Dataset): Dataset {
  const select = (of: readonly Part[]) => of.map(({ sql, column }) => `${sql} AS ${column.identifier}`)
  const overall = select(parts.filter(part => part.isOverall))
  const row = identifier('\u0001row')
  const selected = [
    't.*',
    `${dataset.rowNumber} AS ${row}`,
    ...select(parts.filter(part => !part.isOverall)),
    ...(overall.length > 0 ? ['s.*'] : []),
  ]
  const from =
    overall.length > 0
      ? `${dataset.table} AS t, (SELECT ${overall.join(', ')} FROM ${dataset.table}) AS s`
      : `${dataset.table} AS t`
  return {
    ...dataset,
    table: `(SELECT ${selected.join(', ')} FROM ${from})`,
    rowNumber: `t.${row}`,
    columns: [...dataset.columns, ...parts.map(part => part.column)],
  }
}
