import type { DatasetInfo } from '../../core/engine.ts'
import type { Role } from '../../core/metric.ts'
import type { Schema } from '../../core/schema.ts'
import type { State } from './state.ts'

/** What is known of a dataset of which states are kept, besides the states. */
export interface SavedDataset {
  readonly role: Role
  /** What tells it from other parts of the same data. */
  readonly partition: string
  /** What tells its rows from other rows. */
  readonly identity: string
  readonly info: Pick<DatasetInfo, 'label' | 'format' | 'rows' | 'bytes'>
  readonly schema: Schema
}

/** States that were saved, and the file they are in. */
export interface Saved extends SavedDataset {
  readonly file: string
  /** What there are states of. */
  keys(): Iterable<string>
  stateOf(key: string): State | undefined
}

/** Two datasets, each in parts. */
export interface BothSaved {
  readonly sample: readonly Saved[]
  readonly reference: readonly Saved[]
}
