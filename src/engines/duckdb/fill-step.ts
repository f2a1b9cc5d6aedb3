import { UserError } from '../../core/errors.ts'
import { formatValue } from '../../core/format.ts'
import { type ColumnType, typeWords } from '../../core/schema.ts'
import type { TableStep } from '../../core/table.ts'
import type { Value } from '../../core/value.ts'
import { type StoredColumn, storedColumn } from './dataset.ts'
import { dateWrittenAs, literalSql } from './literals.ts'
import type { Sql } from './sql.ts'
import type { Source } from './source.ts'
import { type NextColumn, withReplaced } from './table-state.ts'

type FillNulls = Extract<TableStep, { kind: 'fillNulls' }>

/** Constants in place of nulls. */
export async function fillStep({ values }: FillNulls, { database, dataset, options }: Source) {
  const fills = values.map(({ column, value }) => ({ column: storedColumn(dataset, column), value }))
  const next = new Map(fills.map(({ column, value }) => [column.name, filled(column, value)]))
  const counts = fills.map(({ column }) => `count(*) - count(t.${column.identifier})`)
  const [nulls = []] = await database.rows(`SELECT ${counts.join(', ')} FROM ${dataset.table} AS t`, options)
  return {
    dataset: withReplaced(dataset, next),
    effect: {
      removed: 0,
      changed: fills.map(({ column }, index) => ({ column: column.name, values: Number(nulls[index]) })),
      lost: [],
    },
  }
}

function filled({ name, type, identifier }: StoredColumn, value: NonNullable<Value>): NextColumn {
  const constant = constantOf(type, value)
  if (constant === undefined)
    throw new UserError(
      `${name} holds ${typeWords[type]}, and ${formatValue(value)} is ${typeWords[literalSql(value).type]}.`,
      { hint: 'Fill it with a value of its type, or cast the column first.' },
    )
  // A column without a value gets the type of what it is filled with.
  const sql = type === 'unknown' ? constant.text : `coalesce(t.${identifier}, ${constant.text})`
  return { name, type: constant.type, sql }
}

/** A value as a constant of a column's type, if it is of that type. */
function constantOf(type: ColumnType, value: NonNullable<Value>): Sql | undefined {
  const own = literalSql(value)
  if (type === 'date' || type === 'timestamp') return momentOf(type, value)
  if (type === 'number' && own.type === 'integer') return { text: `CAST(${own.text} AS DOUBLE)`, type }
  return own.type === type || type === 'unknown' ? own : undefined
}

function momentOf(type: 'date' | 'timestamp', value: NonNullable<Value>): Sql | undefined {
  const moment = typeof value === 'string' ? dateWrittenAs(value) : value
  if (!(moment instanceof Date) || (type === 'date' && moment.getTime() % 86_400_000 !== 0)) return undefined
  const { text } = literalSql(moment)
  return { text: type === 'date' ? `CAST(${text} AS DATE)` : text, type }
}
