import type { Relation } from '../core/engine.ts'
import type { Role } from '../core/metric.ts'
import type { Column } from '../core/schema.ts'

/** A dataset of the run, as tests see it. */
export interface Dataset<R extends Role = Role> {
  readonly role: R
  /** What was typed on the command line. */
  readonly label: string
  rowCount(): number
  /** Names and types, in the order of the file. */
  columns(): readonly Column[]
}

const key = Symbol.for('mlcheck.dataset')

interface Owned {
  readonly [key]: { readonly testId: string; readonly suite: string }
}

/**
 * A dataset that belongs to a test, so that its expectations are known to be this test's, also where many tests run
 * at once.
 */
export function datasetFor<R extends Role>(
  role: R,
  relation: Relation,
  owner: Owned[typeof key],
): Dataset<R> {
  const dataset: Dataset<R> & Owned = {
    role,
    label: relation.info.label,
    rowCount: () => relation.info.rows,
    columns: () => relation.schema.columns,
    [key]: owner,
  }
  return dataset
}

export function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && key in value
}

/** The test that a dataset was handed to. */
export function ownerOf(dataset: Dataset): Owned[typeof key] {
  return (dataset as Dataset & Owned)[key]
}
