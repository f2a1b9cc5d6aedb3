import { RecordScanner } from './csv-records.ts'
import type { CsvFile } from './csv-sql.ts'
import { type Positions, rowPositions } from './dataset.ts'
import { textChunks } from './text-stream.ts'

/**
 * The lines on which rows begin; the first line of a file is 1. A file is read again, as far as the last wanted
 * row, only when lines are asked for. Rows are numbered where a file cannot be unpacked here.
 */
export function linePositions(files: readonly CsvFile[], rows: readonly number[]): Positions {
  const canUnpack = files.every(({ file }) => file.compression !== 'zstd')
  if (!canUnpack) return rowPositions
  return {
    kind: 'line',
    of: async wanted => {
      const positions: number[] = []
      let before = 0
      for (const [index, file] of files.entries()) {
        const after = before + (rows[index] ?? 0)
        const own = wanted.filter(row => row >= before && row < after).map(row => row - before)
        positions.push(...(await linesOf(file, own)))
        before = after
      }
      return positions
    },
  }
}

/** @param wanted ascending 0-based rows of one file */
async function linesOf(
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
  if (wanted.length === 0) return lines
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
