import { columnOf, type Table } from '../../ml/index.ts'
import { predictedText } from '../tables/predicted.ts'
import type { Predictions } from './predictions.ts'

interface TextOptions {
  readonly table: Table
  /** Columns of the table that stand before the predictions. */
  readonly keep: readonly string[]
  readonly format: 'csv' | 'ndjson'
  /** Those whose shares are written. */
  readonly classes: readonly (string | number)[]
}

/** Predictions as a file: columns that are kept, `prediction`, and `share CLASS` of each class. */
export function predictionsText(
  { labels, shares }: Predictions,
  { table, keep, format, classes }: TextOptions,
): string {
  const columns = [
    ...keep.map(name => ({ name, cells: Array.from(columnOf(table, name), finite) })),
    { name: 'prediction', cells: labels },
    ...classes.map((each, code) => ({
      name: `share ${each}`,
      cells: labels.map((_, row) => shares?.[row]?.[code] ?? null),
    })),
  ]
  return predictedText(columns, format)
}

function finite(value: string | number | null): string | number | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}
