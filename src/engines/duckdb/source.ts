import type { Database, RunOptions } from './database.ts'
import type { Dataset } from './dataset.ts'

/** An opened dataset, and how questions about it are asked. */
export interface Source {
  readonly database: Database
  readonly dataset: Dataset
  readonly options: RunOptions
}
