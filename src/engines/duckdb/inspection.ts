import { createHash } from 'node:crypto'
import { RecordScanner } from '../../core/csv-records.ts'
import type { CsvFile } from './csv-sql.ts'
import { largestDigested } from './info.ts'
import { rawChunks, textChunks } from './text-stream.ts'

/** What the bytes of a file tell that DuckDB does not. */
export interface Inspection {
  /** Blank lines after the header; DuckDB leaves them out without a word. */
  readonly blankLines: number
  /** SHA-256 of the file, hex; absent for large files. */
  readonly digest?: string
}

const lineFeed = 10

/** Reads a CSV file's bytes once, beside DuckDB's own reading. */
export async function inspectBytes(csv: CsvFile): Promise<Inspection> {
  const [digest, mayHaveBlankLines] = await digestAndSearch(csv)
  return { digest, blankLines: mayHaveBlankLines ? await countBlankLines(csv) : 0 }
}

async function digestAndSearch({ file, read }: CsvFile): Promise<readonly [string | undefined, boolean]> {
  const hash = file.bytes <= largestDigested ? createHash('sha256') : undefined
  // Only plain bytes can be searched; whatever needs decoding is scanned.
  let isFound = file.compression !== 'none' || (read.encoding ?? 'utf-8') === 'utf-16'
  // A line end stands before the first line.
  let overlap = Buffer.of(lineFeed)
  for await (const chunk of rawChunks(file)) {
    hash?.update(chunk)
    isFound ||= hasBlankLine(chunk) || hasBlankLine(Buffer.concat([overlap, chunk.subarray(0, 3)]))
    overlap = Buffer.from(chunk.subarray(-3))
  }
  return [hash?.digest('hex'), isFound]
}

function hasBlankLine(bytes: Buffer): boolean {
  return bytes.includes('\n\n') || bytes.includes('\n\r') || bytes.includes('\r\r')
}

async function countBlankLines({ file, layout, read }: CsvFile): Promise<number> {
  const chunks = textChunks(file, read.encoding ?? 'utf-8')
  if (chunks === undefined) return 0
  let blank = 0
  const scanner = new RecordScanner(layout.punctuation, record => {
    if (record.isBlank) blank += 1
  })
  for await (const chunk of chunks) scanner.push(chunk)
  scanner.end()
  return blank
}
