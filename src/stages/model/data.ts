import type { Relation } from '../../core/engine.ts'
import type { Rows } from '../../core/metric.ts'
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
  checkColumns(relation, columns)
  return tableFrom(await relation.rows({ columns, limit: relation.info.rows, seed: 1 }), relation, columns)
}

/** Some rows of a dataset. */
export interface ModelBatch {
  /** As a model takes them. */
  readonly table: Table
  /** As they are, column by column. */
  readonly rows: Rows
  /** How many rows come before them. */
  readonly before: number
}

/**
 * The same for data of any size: some rows at a time.
 *
 * @param size rows of a batch
 * @throws UserError when there is no such column
 */
export async function* modelBatches(
  relation: Relation,
  columns: readonly string[],
  size: number,
): AsyncGenerator<ModelBatch> {
  checkColumns(relation, columns)
  let before = 0
  for await (const rows of await relation.batches({ columns, size })) {
    const table = tableFrom(rows, relation, columns)
    yield { table, rows, before }
    before += table.rowCount
  }
}

function checkColumns({ schema, info }: Relation, columns: readonly string[]): void {
  for (const name of columns)
    if (!schemaColumn(schema, name))
      throw new UserError(`${info.label} has no column ${name}.`, {
        hint: didYouMean(
          name,
          schema.columns.map(column => column.name),
          'It has',
        ),
      })
}

function tableFrom(rows: Rows, { schema }: Relation, columns: readonly string[]): Table {
  return tableOf(
    columns.map((name, index) => {
      const type = schemaColumn(schema, name)?.type
      return [name, columnFrom(rows[index] ?? [], type !== undefined && numeric.includes(type))] as const
    }),
  )
}

/** Values as numbers, NaN for null, or as text. */
function columnFrom(values: readonly Value[], isNumeric: boolean): Column {
  if (isNumeric) return Float64Array.from(values, value => (value === null ? Number.NaN : Number(value)))
  return values.map(value => (value === null ? null : value instanceof Date ? isoText(value) : String(value)))
}
