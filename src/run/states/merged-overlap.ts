import { UserError } from '../../core/errors.ts'
import type { Overlap, OverlapMetric, Role } from '../../core/metric.ts'
import { columnNames, columnOf, kinds, type Schema, typeWords } from '../../core/schema.ts'
import { mergedAggregate } from './merged-aggregate.ts'
import { blankRows, type TableRequest } from './keys.ts'
import { wholeTable } from './merged-parts.ts'
import { mergeSchemas } from './merged-schema.ts'
import { overlapTables } from './record-compared.ts'
import type { BothSaved, Saved } from './saved.ts'
import { rowsIn, type Table } from './table.ts'

/** The rows of one dataset, by what is compared. */
interface Rows {
  readonly table: Table
  /** Rows in which all that is compared is null. */
  readonly blank: number
}

/**
 * How many rows of two datasets, each in parts, have a counterpart in the other.
 *
 * @throws UserError when there is nothing to compare, or the types of two columns do not compare
 */
export function mergedOverlap(metric: OverlapMetric, { sample, reference }: BothSaved): Overlap {
  const schemas = { sample: mergeSchemas(sample), reference: mergeSchemas(reference) }
  const requests = overlapTables(metric, {
    sample: columnNames(schemas.sample),
    reference: columnNames(schemas.reference),
  })
  assertComparable(requests, schemas)
  const [own, other] = [rowsOf(requests.sample, sample), rowsOf(requests.reference, reference)]
  return { sample: sideOf(own, other), reference: sideOf(other, own) }
}

function rowsOf(request: TableRequest, parts: readonly Saved[]): Rows {
  return {
    table: wholeTable(request, parts),
    blank: Number(mergedAggregate(blankRows(request), parts)),
  }
}

function sideOf({ table, blank }: Rows, other: Rows): Overlap[Role] {
  const shared = [...table].reduce((sum, [key, { count }]) => sum + (other.table.has(key) ? count : 0), 0)
  return { rows: rowsIn(table) + blank, shared: shared + (other.blank > 0 ? blank : 0) }
}

function assertComparable(
  requests: Readonly<Record<Role, TableRequest>>,
  schemas: Readonly<Record<Role, Schema>>,
): void {
  if (requests.sample.columns.length === 0)
    throw new UserError('The sample and the reference have no column in common.')
  for (const [index, name] of requests.sample.columns.entries()) {
    const counterpart = requests.reference.columns[index] ?? name
    const [own, other] = [
      columnOf(schemas.sample, name)?.type,
      columnOf(schemas.reference, counterpart)?.type,
    ]
    if (!own || !other || own === 'unknown' || other === 'unknown' || kinds[own] === kinds[other]) continue
    throw new UserError(
      `The values of ${name} in the sample are each ${typeWords[own]} and those of ${counterpart} in the reference ${typeWords[other]}, so they do not compare.`,
      { hint: 'Compare values of the same type.' },
    )
  }
}
