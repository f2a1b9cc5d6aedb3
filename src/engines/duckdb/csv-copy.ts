import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { RecordScanner } from './csv-records.ts'
import type { CsvFile } from './csv-sql.ts'
import { textChunks } from './text-stream.ts'

/**
 * Writes a CSV file again with the same records in the same order, in UTF-8, every line ended by LF: for what
 * DuckDB refuses (CRLF here, LF there) or reads differently (blank lines of one column, kept with LF and lost
 * with CRLF).
 */
export async function rewritten(csv: CsvFile, path: string): Promise<CsvFile> {
  const { file, layout, read } = csv
  const output = createWriteStream(path)
  let lines: string[] = []
  const scanner = new RecordScanner(
    layout.punctuation,
    ({ isBlank, cells = [] }) =>
      lines.push(isBlank ? '\n' : `${cells.map(cell => asCell(cell, layout)).join(layout.delimiter)}\n`),
    { keepCells: true },
  )
  for await (const chunk of textChunks(file, read.encoding ?? 'utf-8') ?? []) {
    scanner.push(chunk)
    if (!output.write(lines.join(''))) await once(output, 'drain')
    lines = []
  }
  scanner.end()
  output.end(lines.join(''))
  await once(output, 'finish')
  return {
    ...csv,
    file: { ...file, absolute: path, compression: 'none' },
    read: { ...read, encoding: undefined },
  }
}

function asCell(cell: string, { quote }: CsvFile['layout']): string {
  return quote === '' ? cell : `${quote}${cell.replaceAll(quote, quote + quote)}${quote}`
}
