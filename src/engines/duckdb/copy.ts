import type { WrittenFile } from '../../core/engine.ts'
import { identifier, quoted } from './sql.ts'

/** A column of a file: its name, and the SQL of its cells. */
export interface CopiedColumn {
  readonly name: string
  readonly sql: string
}

/** SQL that writes columns into a file; `from` says where from, which rows, and in which order. */
export function copySql(columns: readonly CopiedColumn[], from: string, { path, format }: WrittenFile) {
  const names = writtenNames(columns.map(({ name }) => name))
  const cells = columns.map(({ sql }, index) => `${sql} AS ${identifier(names[index] ?? '')}`)
  return `COPY (SELECT ${cells.join(', ')} ${from}) TO ${quoted(path)} (${formatOptions[format]})`
}

const formatOptions: Readonly<Record<WrittenFile['format'], string>> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ','",
  tsv: "FORMAT csv, HEADER true, DELIMITER '\t'",
  parquet: 'FORMAT parquet, COMPRESSION zstd',
  ndjson: 'FORMAT json',
}

/** What columns are called in a file: DuckDB takes names that differ by case only for the same, and refuses them twice. */
export function writtenNames(names: readonly string[]): readonly string[] {
  return names.map((name, index) => {
    const isTaken = names.slice(0, index).some(other => other.toLowerCase() === name.toLowerCase())
    const own = name.replaceAll('\0', '␀') || 'column'
    return isTaken ? `${own}_${index + 1}` : own
  })
}
