import { UserError } from '../../core/errors.ts'
import type { Column } from '../../core/schema.ts'
import { didYouMean } from '../../core/suggest.ts'

/** A column, and what it is called in the view. */
export interface StoredColumn extends Column {
  /** A quoted identifier. */
  readonly identifier: string
}

/** An opened dataset: a view of the session and what is known about it. */
export interface Dataset {
  readonly table: string
  /** What the user calls it. */
  readonly label: string
  readonly columns: readonly StoredColumn[]
}

/** @throws UserError when there is no such column. */
export function storedColumn({ columns, label }: Dataset, name: string): StoredColumn {
  const column = columns.find(candidate => candidate.name === name)
  if (column !== undefined) return column
  const names = columns.map(candidate => candidate.name)
  throw new UserError(`There is no column ${name} in ${label}.`, {
    hint: didYouMean(name, names, 'Columns are'),
  })
}
