import {
  type FittedPipeline,
  likeliest,
  predictShares,
  RowError,
  rowsOf,
  type Table,
} from '../../ml/index.ts'
import type { Signature } from './folder.ts'

/** What a model says of rows. */
export interface Predictions {
  /** Of each row the class or the number; null where the row lacks a value that it has to have. */
  readonly labels: readonly (string | number | null)[]
  /** Of each row the shares of the classes, in the order of `classes`; of a classifier. */
  readonly shares?: readonly (Float64Array | null)[]
  /** Positions of rows without a prediction, from 0. */
  readonly bad: readonly number[]
}

/**
 * Predicts rows; those that lack a required value get none.
 *
 * @throws UserError when a column is missing
 * @throws RowError when a row has a value that a step cannot take
 */
export function predictions(pipeline: FittedPipeline, signature: Signature, table: Table): Predictions {
  const bad = badRows(signature, table)
  const isBad = new Set(bad)
  const good = Uint32Array.from(
    Array.from({ length: table.rowCount }, (_, row) => row).filter(row => !isBad.has(row)),
  )
  const shares = bad.length === 0 ? predictShares(pipeline, table) : sharesOf(pipeline, table, good)
  const { classes } = pipeline
  const width = classes?.length ?? 1
  const labels = new Array<string | number | null>(table.rowCount).fill(null)
  const byRow = new Array<Float64Array | null>(table.rowCount).fill(null)
  const codes = classes && likeliest(shares, width)
  for (const [place, row] of good.entries()) {
    byRow[row] = shares.subarray(place * width, (place + 1) * width)
    labels[row] = (codes ? classes?.[codes[place] ?? 0] : shares[place]) ?? null
  }
  return { labels, bad, ...(classes && { shares: byRow }) }
}

/** The shares of some rows. */
function sharesOf(pipeline: FittedPipeline, table: Table, rows: Uint32Array): Float64Array {
  try {
    return predictShares(pipeline, rowsOf(table, rows))
  } catch (error) {
    throw error instanceof RowError ? error.moved(row => rows[row] as number) : error
  }
}

function badRows({ inputs }: Signature, { columns, rowCount }: Table): readonly number[] {
  const needed = inputs.flatMap(({ name, required }) => {
    const values = columns.get(name)
    return required && values ? [values] : []
  })
  return Array.from({ length: rowCount }, (_, row) => row).filter(row =>
    needed.some(values => values[row] === null || Number.isNaN(values[row])),
  )
}
