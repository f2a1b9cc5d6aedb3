import { UserError } from '../../core/errors.ts'
import { formatValue, plural } from '../../core/format.ts'
import { typeWords } from '../../core/schema.ts'
import type { CastType, TableStep } from '../../core/table.ts'
import type { Value } from '../../core/value.ts'
import { castSql } from './casts.ts'
import { type StoredColumn, storedColumn } from './dataset.ts'
import type { Source } from './source.ts'
import { withReplaced } from './table-state.ts'

type Cast = Extract<TableStep, { kind: 'cast' }>

interface PlannedCast {
  readonly column: StoredColumn
  readonly type: CastType
  /** Null where a value has none of the new type. */
  readonly sql: string
}

/** Values as those of other types. */
export async function castStep({ types, onError }: Cast, { database, dataset, options }: Source) {
  const casts = types.map(({ column: name, type }) => planned(storedColumn(dataset, name), type))
  const counts = casts.flatMap(({ column, sql }) => {
    const own = `t.${column.identifier}`
    const fails = `${own} IS NOT NULL AND (${sql}) IS NULL`
    return [
      `count(${own})`,
      `count_if(${fails})`,
      `arg_min(CAST(${own} AS VARCHAR), ${dataset.rowNumber}) FILTER (${fails})`,
    ]
  })
  const [found = []] = await database.rows(`SELECT ${counts.join(', ')} FROM ${dataset.table} AS t`, options)
  const answers = casts.map((cast, index) => ({
    ...cast,
    values: Number(found[3 * index]),
    failing: Number(found[3 * index + 1]),
    example: found[3 * index + 2] as Value,
  }))
  const refused = answers.find(({ failing }) => failing > 0)
  if (refused !== undefined && onError === 'refuse') throw cannotBeCast(refused)
  return {
    dataset: withReplaced(
      dataset,
      new Map(casts.map(({ column, type, sql }) => [column.name, { name: column.name, type, sql }])),
    ),
    effect: {
      removed: 0,
      changed: answers.map(({ column, values, failing }) => ({
        column: column.name,
        values: values - failing,
      })),
      lost: answers
        .filter(({ failing }) => failing > 0)
        .map(({ column, failing }) => ({ column: column.name, values: failing })),
    },
  }
}

function planned(column: StoredColumn, type: CastType): PlannedCast {
  const sql = castSql(column, type)
  if (sql === undefined)
    throw new UserError(`${column.name} holds ${typeWords[column.type]}, which cannot be cast to ${type}.`, {
      hint: 'Cast it to string, and that to another type.',
    })
  return { column, type, sql }
}

function cannotBeCast({
  column,
  type,
  failing,
  example,
}: {
  readonly column: StoredColumn
  readonly type: CastType
  readonly failing: number
  readonly example: Value
}): UserError {
  return new UserError(
    `${plural(failing, 'value')} of ${column.name} cannot be cast to ${type}, such as ${formatValue(example)}.`,
    { hint: 'Correct the data, or have such values become null with onError: null.', fault: 'failed' },
  )
}
