import { exitCodes, UserError } from '../../core/errors.ts'
import type { Expr } from '../../core/expr.ts'
import type { TableStep } from '../../core/table.ts'
import {
  type AppliedStep,
  type StepOf,
  type StepSource,
  type Translations,
  untouched,
} from './applied-step.ts'
import { castStep } from './cast-step.ts'
import { compile } from './compile.ts'
import { type Dataset, storedColumn } from './dataset.ts'
import { derive } from './derived.ts'
import { fillStep } from './fill-step.ts'
import { rowSteps } from './row-steps.ts'
import { quoted } from './sql.ts'
import { columnsOf, withColumn, withColumns } from './table-state.ts'

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

const translations: Translations<TableStep['kind']> = {
  ...rowSteps,
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

function withComputed(into: string, expr: Expr, dataset: Dataset): Dataset {
  const derived = derive([expr] as const, dataset)
  const { text, type } = compile(derived.exprs[0], derived.dataset)
  const own = { ...derived.dataset, columns: dataset.columns }
  return withColumn(own, { name: into, type, sql: text })
}

/** @throws UserError when there is no such column, or two columns would have one name */
function renamed(names: StepOf<'rename'>['names'], dataset: Dataset): Dataset {
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
