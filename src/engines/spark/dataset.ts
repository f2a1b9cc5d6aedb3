import type { DatasetInfo } from '../../core/engine.ts'
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
  /** Name of the view. */
  readonly table: string
  readonly columns: readonly StoredColumn[]
  readonly info: Pick<DatasetInfo, 'label' | 'rows'>
}

/** @throws UserError when there is no such column. */
export function storedColumn({ columns, info }: Dataset, name: string): StoredColumn {
  const column = columns.find(candidate => candidate.name === name)
  if (column !== undefined) return column
  const names = columns.map(candidate => candidate.name)
  throw new UserError(`There is no column ${name} in ${info.label}.`, {
    hint: didYouMean(name, names, 'Columns are'),
  })
}
