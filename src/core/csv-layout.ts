import { type CsvRecord, firstRecords, type Punctuation } from './csv-records.ts'
import type { ReadOptions } from './engine.ts'
import { UserError, unreadable } from './errors.ts'

/** The beginning of a text file in UTF-8, without a byte order mark. */
interface Head {
  readonly bytes: Buffer
  /** Whether these are all bytes of the file. */
  readonly isWhole: boolean
}

/** What the file is called in sentences for the user. */
interface NamedFile {
  readonly path: string
}

/** How one CSV file is written. */
export interface CsvLayout {
  readonly delimiter: string
  readonly quote: string
  readonly punctuation: Punctuation
  readonly hasHeader: boolean
  /** How many blank lines stand above the first record. */
  readonly blankLinesAbove: number
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
export function layoutOf(head: Head, read: ReadOptions, file: NamedFile): CsvLayout {
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
    blankLinesAbove: records.indexOf(first),
    names,
    sample: rows.filter(row => row.fields >= names.length).map(row => row.cells ?? []),
    remarks,
  }
}

/** What a reader should know about how a file was read; `compression` where it is compressed. */
export function layoutRemarks(
  layout: Pick<CsvLayout, 'delimiter' | 'quote' | 'remarks'>,
  { encoding = 'utf-8', missing = [] }: ReadOptions,
  compression?: string,
): readonly string[] {
  const { delimiter, quote, remarks } = layout
  return [
    ...(delimiter === ',' ? [] : [`delimiter ${delimiter === '\t' ? 'tab' : delimiter}`]),
    ...(quote === '"' ? [] : [`quote ${quote}`]),
    ...(compression === undefined ? [] : [compression]),
    ...(encoding === 'utf-8' ? [] : [`encoding ${encoding}`]),
    ...(missing.length === 0 ? [] : [`missing: ${missing.map(token => JSON.stringify(token)).join(', ')}`]),
    ...remarks,
  ]
}

/** How many blank lines were left out, in words; nothing where there were none. */
export function blankLinesRemark(count: number): readonly string[] {
  if (count === 0) return []
  return [count === 1 ? '1 blank line left out' : `${count} blank lines left out`]
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

function namesOf(record: CsvRecord, hasHeader: boolean, file: NamedFile) {
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

function checkDistinct(names: readonly string[], line: number, file: NamedFile): void {
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

function noHeader(head: Head, file: NamedFile): Error {
  if (head.isWhole)
    return unreadable(`${file.path} has only blank lines.`, { hint: 'A table needs at least a header line.' })
  return unreadable(`The first line of ${file.path} does not end within ${head.bytes.length} bytes.`, {
    hint: 'It may not be a CSV file, or a quote may be missing.',
  })
}
