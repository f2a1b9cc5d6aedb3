import { columnOf, type FittedPipeline, type Table } from '../../ml/index.ts'
import { countedQuantile } from '../../stats/index.ts'

/** What the columns of a model's input looked like when it was fitted. */
export interface TrainingProfile {
  readonly rows: number
  readonly columns: readonly ProfiledInput[]
}

export type ProfiledInput =
  | {
      readonly name: string
      readonly kind: 'number'
      readonly missing: number
      readonly min: number
      readonly max: number
      /** Ascending bounds between bins, without the outer ones; equal deciles are one bound. */
      readonly bounds: readonly number[]
      /** How many values are in each bin: at most a bound belongs to the bin below it. */
      readonly counts: readonly number[]
    }
  | {
      readonly name: string
      readonly kind: 'text'
      readonly missing: number
      /** Each value and how often it occurs; absent where there are too many to be categories. */
      readonly values?: readonly (readonly [string, number])[]
    }

const mostValues = 1000
const tenths = Array.from({ length: 9 }, (_, index) => (index + 1) / 10)

/** Profiles the inputs of a pipeline, from the table that it was fitted to. */
export function trainingProfile({ inputs }: FittedPipeline, table: Table): TrainingProfile {
  return { rows: table.rowCount, columns: inputs.map(({ name }) => profiled(name, table)) }
}

function profiled(name: string, table: Table): ProfiledInput {
  const values = columnOf(table, name)
  if (!(values instanceof Float64Array)) {
    const counts = new Map<string, number>()
    for (const each of values) if (each !== null) counts.set(each, (counts.get(each) ?? 0) + 1)
    const missing = values.filter(each => each === null).length
    return { name, kind: 'text', missing, ...(counts.size <= mostValues && { values: [...counts] }) }
  }
  const known = values.filter(value => !Number.isNaN(value)).sort()
  const missing = values.length - known.length
  if (known.length === 0) return { name, kind: 'number', missing, min: 0, max: 0, bounds: [], counts: [0] }
  const ones = new Uint8Array(known.length).fill(1)
  const bounds = [...new Set(tenths.map(share => countedQuantile(known, ones, share)))]
  const counts = new Array<number>(bounds.length + 1).fill(0)
  for (const value of known) {
    const bin = binOf(value, bounds)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { name, kind: 'number', missing, min: known[0] ?? 0, max: known.at(-1) ?? 0, bounds, counts }
}

/** The bin of a value: the first whose upper bound is no less. */
export function binOf(value: number, bounds: readonly number[]): number {
  let bin = 0
  while (bin < bounds.length && value > (bounds[bin] ?? 0)) bin++
  return bin
}
