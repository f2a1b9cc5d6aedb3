import type { ReadOptions } from '../../core/engine.ts'
import { UserError, unreadable } from '../../core/errors.ts'
import type { Head } from './csv-head.ts'
import { type CsvRecord, firstRecords, type Punctuation } from './csv-records.ts'
import type { SourceFile } from './files.ts'

/** How one CSV file is written. */
export interface CsvLayout {
  readonly delimiter: string
  readonly quote: string
  readonly punctuation: Punctuation
  readonly hasHeader: boolean
  /** Whether blank lines stand above the first record. */
  readonly beginsBlank: boolean
  readonly names: readonly string[]
  /** Cells of the first rows. */
  readonly sample: readonly (readonly string[])[]
  /** What a reader should know about the header. */
  readonly remarks: readonly string[]
}

const candidates = [',', ';', '\t', '|']
const recordsForDelimiter = 20
const recordsForTypes = 250

/** Finds out how a CSV file is written: its delimiter and the names of its columns. */
export function layoutOf(head: Head, read: ReadOptions, file: SourceFile): CsvLayout {
  const quote = read.quote ?? '"'
  const delimiter = read.delimiter ?? (read.format === 'tsv' ? '\t' : findDelimiter(head, quote))
  const punctuation = punctuationOf(delimiter, quote)
  const records = firstRecords(head.bytes, punctuation, { isWhole: head.isWhole, limit: recordsForTypes })
  const first = records.find(record => !record.isBlank)
  if (first === undefined) throw noHeader(head, file)
  const hasHeader = read.header ?? true
  const rows = records.slice(records.indexOf(first) + (hasHeader ? 1 : 0))
  const { names, remarks } = namesOf(first, hasHeader, file)
  return {
    delimiter,
    quote,
    punctuation,
    hasHeader,
    beginsBlank: records[0] !== first,
    names,
    sample: rows.filter(row => row.fields >= names.length).map(row => row.cells ?? []),
    remarks,
  }
}

/** The delimiter that splits the first line and, best of all, every other line into the same number of cells. */
function findDelimiter(head: Head, quote: string): string {
  let best = { delimiter: ',', share: 0, fields: 1 }
  for (const delimiter of candidates) {
    const records = firstRecords(head.bytes, punctuationOf(delimiter, quote), {
      isWhole: head.isWhole,
      limit: recordsForDelimiter,
    }).filter(record => !record.isBlank)
    const fields = records[0]?.fields ?? 1
    const share = records.filter(record => record.fields === fields).length / records.length
    if (fields > 1 && (share > best.share || (share === best.share && fields > best.fields)))
      best = { delimiter, share, fields }
  }
  return best.delimiter
}

function punctuationOf(delimiter: string, quote: string): Punctuation {
  return {
    delimiter: byteOf(delimiter, 'delimiter'),
    quote: quote === '' ? undefined : byteOf(quote, 'quote'),
  }
}

function byteOf(character: string, what: string): number {
  const code = character.charCodeAt(0)
  if (character.length === 1 && code < 128 && !'\n\r\0'.includes(character)) return code
  throw new UserError(`The ${what} ${JSON.stringify(character)} is not a single ASCII character.`, {
    hint: what === 'delimiter' ? 'Usual are , ; | and a tab.' : `Usual are " and '.`,
  })
}

function namesOf(record: CsvRecord, hasHeader: boolean, file: SourceFile) {
  const cells = record.cells ?? []
  if (!hasHeader)
    return { names: cells.map((_, index) => `column_${index + 1}`), remarks: ['no header line'] }
  const remarks: string[] = []
  const names = cells.map((cell, index) => {
    if (cell.trim() !== '') return cell
    remarks.push(`column ${index + 1} has no name in the header and is called column_${index + 1}`)
    return `column_${index + 1}`
  })
  checkDistinct(names, record.line, file)
  return { names, remarks }
}

function checkDistinct(names: readonly string[], line: number, file: SourceFile): void {
  const positions = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    const before = positions.get(name)
    if (before !== undefined)
      throw unreadable(
        `${file.path} has two columns named ${JSON.stringify(name)}: column ${before} and column ${index + 1} of line ${line}.`,
        { hint: 'Give every column its own name.' },
      )
    positions.set(name, index + 1)
  }
}

function noHeader(head: Head, file: SourceFile): Error {
  if (head.isWhole)
    return unreadable(`${file.path} has only blank lines.`, { hint: 'A table needs at least a header line.' })
  return unreadable(`The first line of ${file.path} does not end within ${head.bytes.length} bytes.`, {
    hint: 'It may not be a CSV file, or a quote may be missing.',
  })
}
