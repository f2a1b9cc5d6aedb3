import type { Relation } from '../../core/engine.ts'
import type { ColumnType } from '../../core/schema.ts'
import { columnOf as schemaColumn } from '../../core/schema.ts'
import { UserError } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'
import { isoText, type Value } from '../../core/value.ts'
import { type Column, type Table, tableOf } from '../../ml/index.ts'

const numeric: readonly ColumnType[] = ['integer', 'number', 'boolean']

/**
 * Columns of a dataset as a model takes them, rows in their order: numbers and truths (0, 1) as numbers, all others as
 * text, dates as ISO 8601 writes them.
 *
 * @throws UserError when there is no such column
 */
export async function modelTable(relation: Relation, columns: readonly string[]): Promise<Table> {
  const { schema, info } = relation
  for (const name of columns)
    if (!schemaColumn(schema, name))
      throw new UserError(`${info.label} has no column ${name}.`, {
        hint: didYouMean(
          name,
          schema.columns.map(column => column.name),
          'It has',
        ),
      })
  const rows = await relation.rows({ columns, limit: info.rows, seed: 1 })
  return tableOf(
    columns.map((name, index) => {
      const type = schemaColumn(schema, name)?.type
      return [name, columnFrom(rows[index] ?? [], type !== undefined && numeric.includes(type))] as const
    }),
  )
}

/** Values as numbers, NaN for null, or as text. */
export function columnFrom(values: readonly Value[], isNumeric: boolean): Column {
  if (isNumeric) return Float64Array.from(values, value => (value === null ? Number.NaN : Number(value)))
  return values.map(value => (value === null ? null : value instanceof Date ? isoText(value) : String(value)))
}
