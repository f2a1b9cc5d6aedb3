import { formatValue } from '../../core/format.ts'
import type { Json } from '../../core/value.ts'
import { RowError } from '../table/row-error.ts'
import { columnOf, type NamedColumn, type Table } from '../table/table.ts'
import { type StepSpec, transformerOf } from '../transform/index.ts'
import type { TrackSpec } from './spec.ts'

/** A track that was fitted: its steps, each with what it has learnt. */
export interface FittedTrack {
  readonly name: string
  readonly columns: readonly string[]
  readonly steps: readonly { readonly spec: StepSpec; readonly state: Json }[]
}

/**
 * Fits the steps of a track one after another, each to what the ones before it make of the columns.
 *
 * @throws UserError when a column is missing, has an infinite value, or is not what a step takes
 */
export function fitTrack(
  { name, columns, steps }: TrackSpec,
  table: Table,
): { readonly track: FittedTrack; readonly features: readonly NamedColumn[] } {
  let features = columnsOf(columns, table)
  const fitted = steps.map(spec => {
    const transformer = transformerOf(spec)
    const state = transformer.fit(features, spec)
    features = transformer.transform(features, state, spec)
    return { spec, state }
  })
  return { track: { name, columns, steps: fitted }, features }
}

/** What a fitted track makes of the columns of a table. */
export function applyTrack({ columns, steps }: FittedTrack, table: Table): readonly NamedColumn[] {
  return steps.reduce(
    (features, { spec, state }) => transformerOf(spec).transform(features, state, spec),
    columnsOf(columns, table),
  )
}

function columnsOf(names: readonly string[], table: Table): readonly NamedColumn[] {
  return names.map(name => {
    const values = columnOf(table, name)
    if (values instanceof Float64Array) checkFinite(name, values)
    return { name, values }
  })
}

function checkFinite(name: string, values: Float64Array): void {
  const at = values.findIndex(value => Math.abs(value) === Number.POSITIVE_INFINITY)
  if (at >= 0) throw new RowError(at, row => `${name} is ${formatValue(values[at] as number)} in row ${row}.`)
}
