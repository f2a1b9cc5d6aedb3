import { columnOf } from '../../core/columnPairs.ts'
import type { DatasetInfo } from '../../core/engine.ts'
import type { Column } from '../../core/schema.ts'

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
export function storedColumn(dataset: Dataset, name: string): StoredColumn {
  return columnOf(dataset, name)
}
