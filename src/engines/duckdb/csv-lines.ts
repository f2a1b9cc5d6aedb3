import { RecordScanner } from '../../core/csv-records.ts'
import type { CsvFile } from './csv-sql.ts'
import { textChunks } from './text-stream.ts'

/**
 * The lines on which rows of a CSV file begin; its first line is 1. The file is read again, as far as the last
 * wanted row.
 *
 * @param wanted ascending 0-based rows
 */
export async function csvLines(
  { file, layout, read }: CsvFile,
  wanted: readonly number[],
): Promise<readonly number[]> {
  const lines: number[] = []
  const isRow = rowTest(layout.names.length)
  let row = layout.hasHeader ? -1 : 0
  const scanner = new RecordScanner(layout.punctuation, record => {
    if (!isRow(record.isBlank) && !(row < 0)) return
    if (row < 0 && record.isBlank) return
    if (row === wanted[lines.length]) lines.push(record.line)
    row += 1
  })
  for await (const chunk of textChunks(file, read.encoding ?? 'utf-8') ?? []) {
    scanner.push(chunk)
    if (lines.length === wanted.length) return lines
  }
  scanner.end()
  return lines
}

/** In a table of one column a blank line is a row whose cell is empty; elsewhere it is no row. */
function rowTest(columns: number): (isBlank: boolean) => boolean {
  return isBlank => columns === 1 || !isBlank
}
