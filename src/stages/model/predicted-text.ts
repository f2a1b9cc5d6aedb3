import type { Relation } from '../../core/engine.ts'
import type { Value } from '../../core/value.ts'
import { RowError } from '../../ml/index.ts'
import { csvHead, csvRows, type WrittenColumn } from '../tables/csv.ts'
import { ndjsonRows } from '../tables/ndjson.ts'
import { type ModelBatch, modelBatches } from './data.ts'
import type { Model } from './folder.ts'
import { type Predictions, predictions } from './predictions.ts'

export interface PredictOptions {
  /** Columns of the data that stand before the predictions. */
  readonly keep: readonly string[]
  readonly format: 'csv' | 'ndjson'
  /** Whether the share of each class is written too. */
  readonly shares: boolean
  /** How many rows are predicted at once. What is written does not depend on it. */
  readonly batchRows?: number
}

/** A piece of a file of predictions. */
export interface PredictedPiece {
  readonly text: string
  /** Rows so far. */
  readonly rows: number
  /** Rows so far without a prediction, because they lack a required value. */
  readonly badRows: number
}

/** Few enough for wide tables with long texts, and enough that the work for a batch does not count. */
const usualRows = 16_384

/**
 * The predictions for a dataset as a file, piece by piece, rows in their order: columns that are kept, `prediction`, and
 * `share CLASS` of each class. Data of any size take the memory of a batch.
 *
 * @throws UserError when a column is missing, or a row has a value that a step of the model cannot take
 */
export async function* predictedText(
  relation: Relation,
  { pipeline, signature }: Pick<Model, 'pipeline' | 'signature'>,
  { keep, format, shares, batchRows = usualRows }: PredictOptions,
): AsyncGenerator<PredictedPiece> {
  const classes = shares ? (pipeline.classes ?? []) : []
  const inputs = pipeline.inputs.map(({ name }) => name)
  const columns = [...new Set([...inputs, ...keep])]
  const kept = keep.map(name => columns.indexOf(name))
  let [rows, badRows] = [0, 0]
  const names = [...keep, 'prediction', ...classes.map(each => `share ${each}`)]
  yield { text: format === 'csv' ? csvHead(names) : '', rows, badRows }
  for await (const batch of modelBatches(relation, columns, batchRows)) {
    const predicted = predictedBatch(batch, pipeline, signature)
    rows += batch.table.rowCount
    badRows += predicted.bad.length
    const cells = [
      ...kept.map(place => batch.rows[place] ?? []),
      ...predictedCells(predicted, classes.length),
    ]
    const written = cells.map((values, place) => ({ name: names[place] ?? '', cells: values.map(finite) }))
    yield { text: textOf(written, format), rows, badRows }
  }
}

/** Predicts a batch; what is wrong with a row is said of the row of the whole dataset. */
function predictedBatch(
  { table, before }: ModelBatch,
  pipeline: Model['pipeline'],
  signature: Model['signature'],
): Predictions {
  try {
    return predictions(pipeline, signature, table)
  } catch (error) {
    throw error instanceof RowError ? error.moved(row => before + row) : error
  }
}

/** The columns of predictions: the labels, and the shares of so many classes. */
function predictedCells({ labels, shares }: Predictions, classes: number): readonly (readonly Value[])[] {
  const ofClass = (code: number) => labels.map((_, row) => shares?.[row]?.[code] ?? null)
  return [labels, ...Array.from({ length: classes }, (_, code) => ofClass(code))]
}

function textOf(columns: readonly WrittenColumn[], format: PredictOptions['format']): string {
  return format === 'csv' ? csvRows(columns) : ndjsonRows(columns)
}

function finite(value: Value): Value {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}
