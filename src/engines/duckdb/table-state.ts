import { UserError } from '../../core/errors.ts'
import type { ColumnType } from '../../core/schema.ts'
import { storedColumns } from './columns.ts'
import { type Dataset, storedColumn } from './dataset.ts'
import { identifier } from './sql.ts'

/** A column of a changed table: its name and type, and the SQL of its values over the table `t` before. */
export interface NextColumn {
  readonly name: string
  readonly type: ColumnType
  readonly sql: string
}

/** A dataset whose row numbers are a column of it, so that they stay what they are when rows are left out. */
export function numbered(dataset: Dataset): Dataset {
  return withColumns(dataset, columnsOf(dataset))
}

/** The columns as they are. */
export function columnsOf(dataset: Dataset): readonly NextColumn[] {
  return dataset.columns.map(({ name, type, identifier: own }) => ({ name, type, sql: `t.${own}` }))
}

/**
 * The same rows with other columns.
 *
 * @throws UserError when no column is left
 */
export function withColumns(dataset: Dataset, next: readonly NextColumn[]): Dataset {
  if (next.length === 0)
    throw new UserError('No column is left.', { hint: 'A table has at least one column.' })
  const columns = storedColumns(next.map(({ name, type }) => ({ name, type })))
  const number = numberName(columns.map(column => column.identifier))
  const cells = next.map(({ sql }, index) => `${sql} AS ${columns[index]?.identifier}`)
  return {
    ...dataset,
    table: `(SELECT ${cells.join(', ')}, ${dataset.rowNumber} AS ${number} FROM ${dataset.table} AS t)`,
    rowNumber: `t.${number}`,
    columns,
  }
}

/** Some columns replaced by others of the same place. */
export function withReplaced(dataset: Dataset, replaced: ReadonlyMap<string, NextColumn>): Dataset {
  for (const name of replaced.keys()) storedColumn(dataset, name)
  return withColumns(
    dataset,
    columnsOf(dataset).map(column => replaced.get(column.name) ?? column),
  )
}

/** One more column behind all others, or in the place of the one that has its name. */
export function withColumn(dataset: Dataset, next: NextColumn): Dataset {
  const own = columnsOf(dataset)
  const isThere = own.some(({ name }) => name === next.name)
  return withColumns(
    dataset,
    isThere ? own.map(column => (column.name === next.name ? next : column)) : [...own, next],
  )
}

/** The same columns of the rows that some SQL over the table `t` lets through; `rows` says how many. */
export function withRows(dataset: Dataset, rest: string, rows: number): Dataset {
  return {
    ...dataset,
    table: `(SELECT t.* FROM ${dataset.table} AS t ${rest})`,
    info: { ...dataset.info, rows },
  }
}

function numberName(taken: readonly string[]): string {
  let name = identifier('\u0001number')
  while (taken.includes(name)) name = identifier(`\u0001${name}`)
  return name
}
