import { and, atLeast, atMost, type Expr, isNull, not, value } from '../../core/expr.ts'
import { type AppliedStep, type StepSource, type Translations, untouched } from './applied-step.ts'
import { compile } from './compile.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { derive } from './derived.ts'
import { condition } from './sql.ts'
import { columnsOf, withColumns, withRows } from './table-state.ts'

/** Steps that leave out rows. */
export const rowSteps: Translations<'dropDuplicates' | 'dropNulls' | 'between' | 'where'> = {
  dropDuplicates: async ({ columns }, source) => withoutDuplicates(chosen(columns, source.dataset), source),
  dropNulls: async ({ columns }, source) => {
    const present = chosen(columns, source.dataset).map(({ name }) => not(isNull(value(name))))
    return kept(and(...present), source)
  },
  between: async ({ ranges }, source) => {
    const parts = ranges.flatMap(({ column, min, max }) => [
      notNan(column, source.dataset),
      min === undefined || min === null ? undefined : atLeast(value(column), min),
      max === undefined || max === null ? undefined : atMost(value(column), max),
    ])
    return kept(and(...parts), source)
  },
  where: async ({ condition: keep }, source) => kept(keep, source),
}

function chosen(names: readonly string[] | undefined, dataset: Dataset): readonly StoredColumn[] {
  return names?.map(name => storedColumn(dataset, name)) ?? dataset.columns
}

async function withoutDuplicates(
  columns: readonly StoredColumn[],
  { database, dataset, options, helpers }: StepSource,
): Promise<AppliedStep> {
  const first = database.newName()
  helpers.push(first)
  await database.query(
    `CREATE TABLE ${first} AS SELECT min(${dataset.rowNumber}) AS r FROM ${dataset.table} AS t GROUP BY ${columns.map(({ identifier }) => `t.${identifier}`).join(', ')}`,
    options,
  )
  const [[count] = []] = await database.rows(`SELECT count(*) FROM ${first}`)
  return leaving(Number(count), `SEMI JOIN ${first} AS k ON k.r = ${dataset.rowNumber}`, dataset)
}

/** The rows where an expression is true. */
async function kept(keep: Expr, { database, dataset, options }: StepSource): Promise<AppliedStep> {
  const derived = derive([keep] as const, dataset)
  const where = `WHERE ${condition(compile(derived.exprs[0], derived.dataset))}`
  const [[count] = []] = await database.rows(
    `SELECT count(*) FROM ${derived.dataset.table} AS t ${where}`,
    options,
  )
  if (derived.dataset === dataset) return leaving(Number(count), where, dataset)
  const own = { ...derived.dataset, columns: dataset.columns }
  const { dataset: narrowed, effect } = leaving(Number(count), where, own)
  return { dataset: withColumns(narrowed, columnsOf(narrowed)), effect }
}

function leaving(rows: number, rest: string, dataset: Dataset): AppliedStep {
  const removed = dataset.info.rows - rows
  if (removed === 0) return { dataset, effect: untouched }
  return { dataset: withRows(dataset, rest, rows), effect: { ...untouched, removed } }
}

/** NaN, to the database, is above all other numbers. */
function notNan(name: string, dataset: Dataset): Expr | undefined {
  const { type } = storedColumn(dataset, name)
  return type === 'number' ? atMost(value(name), Number.POSITIVE_INFINITY) : undefined
}
