import { UserError } from '../../core/errors.ts'
import { formatList } from '../../core/format.ts'
import { type Column, columnNames, columnOf, isSubtype, type Schema, typeWords } from '../../core/schema.ts'
import type { Saved } from './saved.ts'

/**
 * The columns of several datasets that are parts of one, in the order of the first. A column without any value takes the type that it has
 * elsewhere, one of whole numbers and of numbers has numbers, and one of dates and timestamps timestamps.
 *
 * @param parts at least one
 * @throws UserError naming two files whose columns differ
 */
export function mergeSchemas(parts: readonly Saved[]): Schema {
  const [first, ...others] = parts
  if (first === undefined) throw new RangeError('There are no states to merge.')
  for (const other of others) assertSameNames(first, other)
  return { columns: first.schema.columns.map(({ name }) => mergedColumn(name, parts)) }
}

function assertSameNames(first: Saved, other: Saved): void {
  const [names, others] = [columnNames(first.schema), columnNames(other.schema)]
  const [lost, added] = [names.filter(n => !others.includes(n)), others.filter(n => !names.includes(n))]
  const differences = [
    ...(lost.length > 0 ? [`only the first has ${formatList(lost)}`] : []),
    ...(added.length > 0 ? [`only the second has ${formatList(added)}`] : []),
  ]
  if (differences.length > 0) throw differing(first, other, differences.join(', and '))
}

function mergedColumn(name: string, parts: readonly Saved[]): Column {
  const typed = parts.flatMap(part => {
    const column = columnOf(part.schema, name)
    return column && column.type !== 'unknown' ? [{ part, column }] : []
  })
  const [first, ...others] = typed
  if (first === undefined) return { name, type: 'unknown' }
  const widest = others.reduce((so, other) => {
    if (isSubtype(other.column.type, so.column.type)) return so
    if (isSubtype(so.column.type, other.column.type)) return other
    const [one, another] = [so.column.type, other.column.type].map(type => typeWords[type])
    const types = `the values of ${name} are each ${one} in the first and ${another} in the second`
    throw differing(so.part, other.part, types)
  }, first)
  const { type, nativeType } = widest.column
  const isNative = typed.every(({ column }) => column.nativeType === nativeType)
  return isNative && nativeType !== undefined ? { name, type, nativeType } : { name, type }
}

function differing(first: Saved, other: Saved, how: string): UserError {
  return new UserError(`The data behind ${first.file} and ${other.file} have different columns: ${how}.`, {
    hint: 'Leave one of them out, or save its states again once its data are as those of the others.',
    fault: 'unreadable',
  })
}
