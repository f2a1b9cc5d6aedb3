import { csvText } from './csv.ts'

/** A column of predictions, or one that stands beside them. */
export interface PredictedColumn {
  readonly name: string
  readonly cells: readonly (string | number | null)[]
}

/** Columns of the same length as CSV, or as a JSON object a row. */
export function predictedText(columns: readonly PredictedColumn[], format: 'csv' | 'ndjson'): string {
  if (format === 'csv') return csvText(columns)
  const rowAt = (row: number) =>
    Object.fromEntries(columns.map(({ name, cells }) => [name, cells[row] ?? null]))
  return (columns[0]?.cells ?? []).map((_, row) => `${JSON.stringify(rowAt(row))}\n`).join('')
}
