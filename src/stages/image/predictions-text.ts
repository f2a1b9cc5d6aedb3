import { csvText, type WrittenColumn } from '../tables/csv.ts'
import { ndjsonRows } from '../tables/ndjson.ts'
import type { Classified } from './classifier.ts'

/** A file and what was said of it; null where it could not be taken. */
export interface ClassifiedFile {
  readonly file: string
  readonly said: Classified | null
}

interface TextOptions {
  readonly format: 'csv' | 'ndjson'
  /** How many of the likeliest labels are told. */
  readonly topK: number
  /** Those whose shares are written. */
  readonly shares: readonly string[]
}

/**
 * Predictions as a file: `file`, `label` and `probability`, `label 2` and `probability 2` where more are told, and
 * `share LABEL` of each label. All but the file are empty where an image could not be taken.
 */
export function imagePredictionsText(
  files: readonly ClassifiedFile[],
  { format, topK, shares }: TextOptions,
): string {
  const ranks = Array.from({ length: topK }, (_, rank) => ({
    rank,
    behind: rank === 0 ? '' : ` ${rank + 1}`,
  }))
  const columns: readonly WrittenColumn[] = [
    { name: 'file', cells: files.map(({ file }) => file) },
    ...ranks.flatMap(({ rank, behind }) => [
      { name: `label${behind}`, cells: files.map(({ said }) => said?.top[rank]?.label ?? null) },
      { name: `probability${behind}`, cells: files.map(({ said }) => said?.top[rank]?.probability ?? null) },
    ]),
    ...shares.map((label, position) => ({
      name: `share ${label}`,
      cells: files.map(({ said }) => said?.shares[position] ?? null),
    })),
  ]
  return format === 'csv' ? csvText(columns) : ndjsonRows(columns)
}
