import { exitCodes, UserError } from '../../core/errors.ts'
import { type Expr, isNull, not, and, atLeast, atMost, value } from '../../core/expr.ts'
import type { StepEffect, TableStep } from '../../core/table.ts'
import { castStep } from './cast-step.ts'
import { compile } from './compile.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { derive } from './derived.ts'
import { fillStep } from './fill-step.ts'
import type { Source } from './source.ts'
import { condition, quoted } from './sql.ts'
import { columnsOf, withColumn, withColumns, withRows } from './table-state.ts'

export interface StepSource extends Source {
  /** Tables that are of no use once the files are written. */
  readonly helpers: string[]
}

export interface AppliedStep {
  readonly dataset: Dataset
  readonly effect: StepEffect
}

type Of<K extends TableStep['kind']> = Extract<TableStep, { kind: K }>
type Translations = {
  readonly [K in TableStep['kind']]: (step: Of<K>, source: StepSource) => Promise<AppliedStep>
}

/**
 * A table after a step, and what the step did. Nothing is copied: a table is a query, and rows that are left out are
 * found by their numbers.
 *
 * @throws UserError that names the step
 */
export async function applyStep(step: TableStep, index: number, source: StepSource): Promise<AppliedStep> {
  try {
    const translate = translations[step.kind] as (step: TableStep, source: StepSource) => Promise<AppliedStep>
    return await translate(step, source)
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause
    const fault = cause.exitCode === exitCodes.failed ? 'failed' : 'usage'
    throw new UserError(`Step ${index + 1}, ${step.kind}: ${cause.message}`, {
      hint: cause.hint,
      fault,
      cause,
    })
  }
}

const untouched: StepEffect = { removed: 0, changed: [], lost: [] }

const translations: Translations = {
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
  fillNulls: fillStep,
  cast: castStep,
  concatenate: async ({ columns, into, separator }, { dataset }) => {
    const texts = columns.map(
      name => `coalesce(CAST(t.${storedColumn(dataset, name).identifier} AS VARCHAR), '')`,
    )
    const sql = texts.join(` || ${quoted(separator)} || `)
    const changed = [{ column: into, values: dataset.info.rows }]
    return {
      dataset: withColumn(dataset, { name: into, type: 'string', sql: `(${sql})` }),
      effect: { ...untouched, changed },
    }
  },
  compute: async ({ columns }, { database, options, dataset }) => {
    const computed = columns.reduce(
      (before, { into, value: expr }) => withComputed(into, expr, before),
      dataset,
    )
    const counts = columns.map(({ into }) => `count(t.${storedColumn(computed, into).identifier})`)
    const [values = []] = await database.rows(
      `SELECT ${counts.join(', ')} FROM ${computed.table} AS t`,
      options,
    )
    const changed = columns.map(({ into }, index) => ({ column: into, values: Number(values[index]) }))
    return { dataset: computed, effect: { ...untouched, changed } }
  },
  select: async ({ columns }, { dataset }) => {
    const own = columnsOf(dataset)
    const indexes = columns.map(name => dataset.columns.indexOf(storedColumn(dataset, name)))
    return {
      dataset: withColumns(
        dataset,
        indexes.flatMap(index => own[index] ?? []),
      ),
      effect: untouched,
    }
  },
  drop: async ({ columns }, { dataset }) => {
    for (const name of columns) storedColumn(dataset, name)
    const rest = columnsOf(dataset).filter(({ name }) => !columns.includes(name))
    return { dataset: withColumns(dataset, rest), effect: untouched }
  },
  rename: async ({ names }, { dataset }) => ({ dataset: renamed(names, dataset), effect: untouched }),
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

function withComputed(into: string, expr: Expr, dataset: Dataset): Dataset {
  const derived = derive([expr] as const, dataset)
  const { text, type } = compile(derived.exprs[0], derived.dataset)
  const own = { ...derived.dataset, columns: dataset.columns }
  return withColumn(own, { name: into, type, sql: text })
}

/** @throws UserError when there is no such column, or two columns would have one name */
function renamed(names: Of<'rename'>['names'], dataset: Dataset): Dataset {
  for (const { from } of names) storedColumn(dataset, from)
  const next = columnsOf(dataset).map(column => ({
    ...column,
    name: names.find(({ from }) => from === column.name)?.to ?? column.name,
  }))
  const twice = next.find(({ name }, index) => next.findIndex(other => other.name === name) < index)
  if (twice !== undefined)
    throw new UserError(`Two columns would be called ${twice.name}.`, {
      hint: 'Drop one of them first, or choose another name.',
    })
  return withColumns(dataset, next)
}
