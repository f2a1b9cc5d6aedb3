import { columnOf } from '../../core/columnPairs.ts'
import type { DatasetInfo } from '../../core/engine.ts'
import type { Column } from '../../core/schema.ts'

/** A column, and what it is called in the table. */
export interface StoredColumn extends Column {
  /** A quoted identifier. */
  readonly identifier: string
}

/** Where rows stand in the files they come from. */
export interface Positions {
  readonly kind: 'line' | 'row'
  /** Ascending 0-based row numbers of the table → positions in the files, in the same order. */
  of(rows: readonly number[]): Promise<readonly number[]>
  /** The name of the file that a row is in, where there are several. */
  readonly fileOf?: (row: number) => string
}

/** An opened dataset: a table or view of the database and what is known about it. */
export interface Dataset {
  /** Name of the table or view. */
  readonly table: string
  /** SQL, the 0-based number of a row. */
  readonly rowNumber: string
  readonly columns: readonly StoredColumn[]
  readonly info: DatasetInfo
  readonly positions: Positions
}

/** @throws UserError when there is no such column. */
export function storedColumn(dataset: Dataset, name: string): StoredColumn {
  return columnOf(dataset, name)
}

/** Positions of data that has no lines: 1-based row numbers. */
export const rowPositions: Positions = {
  kind: 'row',
  of: async rows => rows.map(row => row + 1),
}
