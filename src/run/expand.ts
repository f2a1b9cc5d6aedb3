import type { Relation } from '../core/engine.ts'
import type { Target } from '../core/expectation.ts'
import { formatList } from '../core/format.ts'
import { columnNames, columnOf, isSubtype, typeWords } from '../core/schema.ts'
import { didYouMean } from '../core/suggest.ts'
import { type Check, defaultId, withUniqueIds } from '../core/suite.ts'
import type { Datasets } from './session.ts'

/** Replaces checks about "every column" by one check per column that the expectation accepts. */
export function expandChecks<C extends Check>(checks: readonly C[], data: Datasets): readonly C[] {
  return withUniqueIds(checks.flatMap(check => expand(check, data))) as readonly C[]
}

/** What a check is about. */
export function targetOf({ columns }: Check): Target {
  return { column: columns[0] ?? '', columns }
}

/** Why a check cannot run on these datasets, or `undefined` when it can. */
export function obstacleOf(check: Check, data: Datasets): string | undefined {
  const { expectation } = check
  if (!data.sample) return `${expectation.name} needs data to judge. Give it with --sample.`
  if (expectation.needsReference && !data.reference)
    return `${expectation.name} compares with a reference. Give one with --reference.`
  // Expectations about the table judge missing columns themselves.
  if (expectation.subject === 'table') return undefined
  const { columnCount = check.columns.length } = expectation
  if (check.columns.length !== columnCount)
    return `${expectation.name} is about ${columnCount} columns, not ${formatList(check.columns)}.`
  const { needsReference, choosesReferenceColumns } = expectation
  const relations =
    needsReference && !choosesReferenceColumns && data.reference
      ? [data.sample, data.reference]
      : [data.sample]
  for (const relation of relations)
    for (const column of check.columns) {
      const obstacle = columnObstacle(check, relation, column)
      if (obstacle) return obstacle
    }
  return undefined
}

function expand<C extends Check>(check: C, data: Datasets): readonly C[] {
  const { expectation, columns } = check
  if (expectation.subject !== 'column' || columns.length > 0) return [check]
  const relation = (expectation.needsReference && data.reference) || data.sample
  if (!relation) return [check]
  const accepts = acceptedTypes(check)
  const accepted = relation.schema.columns.filter(
    column => !accepts || (column.type !== 'unknown' && accepts.includes(column.type)),
  )
  const isDefault = check.id === defaultId(expectation, [])
  return accepted.map(({ name }) => ({
    ...check,
    id: isDefault ? defaultId(expectation, [name]) : `${name}.${check.id}`,
    columns: [name],
  }))
}

function columnObstacle(check: Check, relation: Relation, name: string): string | undefined {
  const column = columnOf(relation.schema, name)
  if (!column)
    return `There is no column ${name} in ${relation.info.label}. ${didYouMean(name, columnNames(relation.schema), 'Columns are')}`
  const { name: expectation } = check.expectation
  const accepts = acceptedTypes(check)
  if (!accepts || accepts.some(type => isSubtype(column.type, type))) return undefined
  const wanted = accepts.map(type => typeWords[type]).join(' or ')
  return `${name} is ${typeWords[column.type]} in ${relation.info.label}; ${expectation} needs ${wanted}.`
}

function acceptedTypes({ expectation, params }: Check) {
  return expectation.acceptsWith?.(params) ?? expectation.accepts
}
