import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { unreadable } from '../../core/errors.ts'
import { RecordScanner } from '../../core/csv-records.ts'
import type { CsvFile } from './csv-sql.ts'
import { textChunks } from './text-stream.ts'

/**
 * Writes a CSV file again with the same records in the same order, in UTF-8, every line ended by LF: for what
 * DuckDB refuses (CRLF here, LF there) or reads differently (blank lines above the header, and those of a table of
 * one column, which it keeps with LF and loses with CRLF).
 */
export async function rewritten(csv: CsvFile, path: string): Promise<CsvFile> {
  const { file, layout, read } = csv
  const chunks = textChunks(file, read.encoding ?? 'utf-8')
  if (chunks === undefined)
    throw unreadable(
      `The lines of ${file.path} must be put in order first: they end differently, or some are blank.`,
      {
        hint: 'Unpack the file, so that this can be done.',
      },
    )
  const output = createWriteStream(path)
  let lines: string[] = []
  let hasBegun = false
  const keepsBlank = layout.names.length === 1
  const scanner = new RecordScanner(
    layout.punctuation,
    ({ isBlank, cells = [] }) => {
      hasBegun ||= !isBlank
      if (!isBlank) lines.push(`${cells.map(cell => asCell(cell, layout)).join(layout.delimiter)}\n`)
      else if (hasBegun && keepsBlank) lines.push('\n')
    },
    { keepCells: true },
  )
  for await (const chunk of chunks) {
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
