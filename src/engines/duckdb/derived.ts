import type { Expr, FunctionName } from '../../core/expr.ts'
import { looksAtRows, type RowsCall, separateRowsCalls } from '../../core/overRows.ts'
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

/**
 * Moves what expressions say of other rows into columns of a derived table: a value of a row above by one pass over
 * the rows in order, what is said of all rows by one query for all of them.
 */
export function derive<T extends readonly (Expr | undefined)[]>(exprs: T, dataset: Dataset): Derived<T> {
  if (!exprs.some(looksAtRows)) return { dataset, exprs }
  const separated = separateRowsCalls(exprs)
  const parts = [...separated.columns].map(([name, call]) => partOf(call, name, dataset))
  return { dataset: withParts(parts, dataset), exprs: separated.exprs }
}

interface Part {
  readonly column: StoredColumn
  readonly sql: string
  /** Whether it is the same for all rows. */
  readonly isOverall: boolean
}

function partOf({ call, args }: RowsCall, name: string, dataset: Dataset): Part {
  const [of, ...others] = args
  const [parameter] = others
  const translate = translations[call]
  if (of === undefined || translate === undefined)
    throw new RangeError(`The function ${call} needs an argument.`)
  const operand = compile(of, dataset)
  const number = parameter && 'literal' in parameter ? Number(parameter.literal) : 0
  const groups = others.filter(other => !('literal' in other)).map(other => compile(other, dataset).text)
  const within = groups.length === 0 ? '' : `PARTITION BY ${groups.join(', ')} `
  const {
    sql,
    isOverall,
    type = 'number',
  } = translate(operand, {
    number,
    within,
    rowNumber: dataset.rowNumber,
  })
  return { column: { name, identifier: identifier(name), type }, sql, isOverall }
}

interface Window {
  /** The second argument, where it is a literal number. */
  readonly number: number
  /** SQL that keeps to the rows of one group, where the other arguments make groups. */
  readonly within: string
  readonly rowNumber: string
}

type Translation = (
  operand: Sql,
  window: Window,
) => { readonly sql: string; readonly isOverall: boolean; readonly type?: ColumnType }

const translations: Partial<Readonly<Record<FunctionName, Translation>>> = {
  previous: ({ text, type }, { rowNumber }) => ({
    sql: `lag(${text} IGNORE NULLS) OVER (ORDER BY ${rowNumber})`,
    isOverall: false,
    type,
  }),
  nextLower: ({ text, type }, { within, rowNumber }) => ({
    sql: `CASE WHEN ${text} IS NOT NULL THEN lag(${text}) OVER (${within}ORDER BY ${text} NULLS LAST, ${rowNumber}) END`,
    isOverall: false,
    type,
  }),
  // Rows without a value stand in a partition of their own, so that the window counts those that have one.
  movingMean: (operand, { number: rows, rowNumber }) => ({
    sql: `avg(${finite(operand)}) OVER (PARTITION BY ${finite(operand)} IS NULL ORDER BY ${rowNumber} ROWS BETWEEN ${rows} PRECEDING AND 1 PRECEDING)`,
    isOverall: false,
  }),
  overallMean: operand => overall(`favg(${finite(operand)})`),
  overallStdev: operand => overall(`stddev_samp(${finite(operand)})`),
  overallQuantile: (operand, { number: probability }) =>
    overall(`quantile_cont(${finite(operand)}, ${doubleText(probability)})`),
  overallMad: operand => overall(`mad(${finite(operand)})`),
  // Of n values in a group of equal ones the ranks go up to rank + n − 1, and the mean of all is (count + 1) / 2.
  centredRank: operand => {
    const of = finite(operand)
    const among = `PARTITION BY ${of} IS NULL`
    const rank = `rank() OVER (${among} ORDER BY ${of}) + (count(*) OVER (PARTITION BY ${of}) - 1) / 2`
    return {
      sql: `CASE WHEN ${of} IS NOT NULL THEN CAST(${rank} - (count(*) OVER (${among}) + 1) / 2 AS DOUBLE) END`,
      isOverall: false,
    }
  },
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
