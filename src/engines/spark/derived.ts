import { UserError } from '../../core/errors.ts'
import type { Expr, FunctionName } from '../../core/expr.ts'
import { looksAtRows, type RowsCall, separateRowsCalls } from '../../core/overRows.ts'
import type { ColumnType } from '../../core/schema.ts'
import { compile } from './compile.ts'
import type { Dataset, StoredColumn } from './dataset.ts'
import { doubleText } from './literals.ts'
import { ordered, orderedSql, rangeOf, rangesSql } from './ordered.ts'
import { finiteDouble, identifier, type Sql } from './sql.ts'

/** Expressions that look at their own row only, over a dataset that has columns for what the others look at. */
interface Derived<T> {
  readonly dataset: Dataset
  readonly exprs: T
}

/**
 * Moves what expressions say of other rows into columns of a derived table. What is said of all rows is one query for
 * all of them. No window is over all rows, as one task would have to hold them.
 *
 * @throws UserError when it depends on the order of rows, which those of a cluster do not have
 */
export function derive<T extends readonly (Expr | undefined)[]>(exprs: T, dataset: Dataset): Derived<T> {
  if (!exprs.some(looksAtRows)) return { dataset, exprs }
  const separated = separateRowsCalls(exprs)
  const parts = [...separated.columns].map(([name, call]) => partOf(call, name, dataset))
  return { dataset: withParts(parts, dataset), exprs: separated.exprs }
}

/** A column to be added to a table. */
interface Part extends Added {
  readonly column: StoredColumn
}

interface Added {
  /** SQL of its values. */
  readonly sql: string
  /** Whether that is the same for all rows, a window, or an expression over what is joined to the rows. */
  readonly place: 'overall' | 'window' | 'joined'
  /** What is joined to the rows, and the columns that a window takes from there. */
  readonly join?: { readonly sql: string; readonly columns?: readonly string[] }
}

interface Window {
  /** The second argument, where it is a literal number. */
  readonly number: number
  /** SQL of the other arguments, which make groups. */
  readonly groups: readonly string[]
  readonly table: string
  /** A name that no other part has. */
  readonly name: string
}

type Translation = (operand: Sql, window: Window) => Added & { readonly type?: ColumnType }

function partOf({ call, args }: RowsCall, name: string, dataset: Dataset): Part {
  const [of, ...others] = args
  const [parameter] = others
  const translate = translations[call]
  if (of === undefined || translate === undefined)
    throw new RangeError(`The function ${call} needs an argument.`)
  const operand = compile(of, dataset)
  const number = parameter && 'literal' in parameter ? Number(parameter.literal) : 0
  const groups = others.filter(other => !('literal' in other)).map(other => compile(other, dataset).text)
  const { type = 'number', ...part } = translate(operand, { number, groups, table: dataset.table, name })
  return { column: { name, identifier: identifier(name), type }, ...part }
}

const translations: Partial<Readonly<Record<FunctionName, Translation>>> = {
  previous: unordered,
  movingMean: unordered,
  nextLower: (operand, window) =>
    window.groups.length > 0 ? lowerInGroup(operand, window) : lower(operand, window),
  overallMean: operand => overall(`avg(${finiteDouble(operand)})`),
  overallStdev: operand => overall(`stddev_samp(${finiteDouble(operand)})`),
  overallQuantile: (operand, { number }) =>
    overall(`percentile(${finiteDouble(operand)}, ${doubleText(number)})`),
  overallMad: (operand, { table }) => {
    const of = finiteDouble(operand)
    const median = identifier('\u0001median')
    const medians = `(SELECT percentile(${of}, 0.5D) AS ${median} FROM ${table})`
    return overall(`(SELECT percentile(abs(${of} - ${median}), 0.5D) FROM ${table} CROSS JOIN ${medians})`)
  },
  centredRank: (operand, { table, name }) => {
    const of = finiteDouble(operand)
    const ranks = identifier(`${name} ranks`)
    const { value, count, before, total } = ordered
    return {
      // Of c equal values behind b others of n, the mean rank is b + (c + 1) / 2, and that of all is (n + 1) / 2.
      sql: `CAST(${ranks}.${before} + (${ranks}.${count} - ${ranks}.${total}) / 2 AS DOUBLE)`,
      place: 'joined',
      join: { sql: `LEFT JOIN ${orderedSql(of, table)} AS ${ranks} ON ${ranks}.${value} = ${of}` },
    }
  },
}

function unordered(): never {
  throw new UserError('The rows on Spark have no order, so that none is above another.', {
    hint: 'Check them with the engine duckdb, in which rows are in the order of their files.',
  })
}

function overall(sql: string) {
  return { sql, place: 'overall' } as const
}

function lowerInGroup({ text, type }: Sql, { groups }: Window) {
  const within = `PARTITION BY ${groups.join(', ')} ORDER BY ${text} NULLS LAST`
  return {
    sql: `CASE WHEN ${text} IS NOT NULL THEN lag(${text}) OVER (${within}) END`,
    place: 'window',
    type,
  } as const
}

/** Of the row before in its own range of values or, where it is the first one, the highest one of the ranges below. */
function lower({ text, type }: Sql, { table, name }: Window) {
  const [range, below] = [identifier(`${name} range`), identifier(`${name} below`)]
  const before = `lag(${text}) OVER (PARTITION BY ${range} ORDER BY ${text} NULLS LAST)`
  const columns = [`${rangeOf(text)} AS ${range}`, `${ordered.highest}[${range}] AS ${below}`]
  return {
    sql: `CASE WHEN ${text} IS NOT NULL THEN coalesce(${before}, ${below}) END`,
    place: 'window',
    join: { sql: `CROSS JOIN ${rangesSql(text, table)}`, columns },
    type,
  } as const
}

function withParts(parts: readonly Part[], dataset: Dataset): Dataset {
  const select = ({ sql, column }: Part) => `${sql} AS ${column.identifier}`
  const selects = (place: Part['place']) => parts.filter(part => part.place === place).map(select)
  let { table } = dataset
  for (const part of parts.filter(({ join }) => join !== undefined)) {
    const added = part.place === 'joined' ? [select(part)] : (part.join?.columns ?? [])
    table = `(SELECT ${['t.*', ...added].join(', ')} FROM ${table} AS t ${part.join?.sql})`
  }
  const [all, windows] = [selects('overall'), selects('window')]
  if (all.length > 0)
    table = `(SELECT * FROM ${table} CROSS JOIN (SELECT ${all.join(', ')} FROM ${dataset.table}))`
  if (windows.length > 0) table = `(SELECT ${['*', ...windows].join(', ')} FROM ${table})`
  return { ...dataset, table, columns: [...dataset.columns, ...parts.map(({ column }) => column)] }
}
