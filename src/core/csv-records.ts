/** Characters that give a CSV file its structure, as bytes of UTF-8. */
export interface Punctuation {
  readonly delimiter: number
  /** Absent when cells are never quoted. */
  readonly quote?: number
}

/** One record of a CSV file as it stands there. */
export interface CsvRecord {
  /** The line on which it begins, from 1. */
  readonly line: number
  readonly fields: number
  /** A line without a single character. */
  readonly isBlank: boolean
  /** Present when the scanner keeps cells. */
  readonly cells?: readonly string[]
}

export interface QuoteProblem {
  readonly kind: 'unterminated' | 'text after quote'
  /** The line on which the quoted cell begins. */
  readonly line: number
}

const [lineFeed, carriageReturn, space] = [10, 13, 32]

/**
 * Splits the bytes of a CSV file (RFC 4180, UTF-8) into records, chunk by chunk.
 *
 * Lines end with LF, CRLF or CR. A quoted cell may hold delimiters, line ends and doubled quotes; spaces before
 * its opening quote do not belong to it, as in DuckDB.
 */
export class RecordScanner {
  /** What is wrong with the quotes, if anything; the first problem. */
  problem: QuoteProblem | undefined
  /** Kinds of line ends seen outside of quotes. */
  readonly lineEnds = new Set<'LF' | 'CRLF' | 'CR'>()
  readonly #punctuation: Punctuation
  readonly #visit: (record: CsvRecord) => void
  readonly #cell: number[] | undefined
  #cells: string[] = []
  #state: 'start' | 'plain' | 'quoted' | 'closed' = 'start'
  #isAfterReturn = false
  #line = 1
  #recordLine = 1
  #cellLine = 1
  #fields = 1
  #isBlank = true

  constructor(punctuation: Punctuation, visit: (record: CsvRecord) => void, { keepCells = false } = {}) {
    this.#punctuation = punctuation
    this.#visit = visit
    this.#cell = keepCells ? [] : undefined
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte)
  }

  /** Tells that the file is over. */
  end(): void {
    if (this.#isAfterReturn) this.#lineEnd('CR')
    if (this.#state === 'quoted') this.problem ??= { kind: 'unterminated', line: this.#cellLine }
    if (!this.#isBlank) this.#endRecord()
  }

  #take(byte: number): void {
    if (this.#isAfterReturn) {
      this.#isAfterReturn = false
      this.#lineEnd(byte === lineFeed ? 'CRLF' : 'CR')
      if (byte === lineFeed) return
    }
    if (this.#state === 'quoted') this.#takeQuoted(byte)
    else if (byte === carriageReturn) this.#isAfterReturn = true
    else if (byte === lineFeed) this.#lineEnd('LF')
    else this.#takeInLine(byte)
  }

  #takeInLine(byte: number): void {
    this.#isBlank = false
    const { delimiter, quote } = this.#punctuation
    if (byte === delimiter) this.#endCell()
    else if (byte === quote && this.#state === 'start') this.#openQuote()
    else if (byte === quote && this.#state === 'closed') {
      this.#state = 'quoted'
      this.#cell?.push(byte)
    } else this.#takePlain(byte)
  }

  #takePlain(byte: number): void {
    if (this.#state === 'closed' && byte !== space)
      this.problem ??= { kind: 'text after quote', line: this.#cellLine }
    if (this.#state === 'start' && byte !== space) this.#state = 'plain'
    if (this.#state !== 'closed') this.#cell?.push(byte)
  }

  #openQuote(): void {
    this.#state = 'quoted'
    this.#cellLine = this.#line
    if (this.#cell) this.#cell.length = 0
  }

  #takeQuoted(byte: number): void {
    if (byte === this.#punctuation.quote) {
      this.#state = 'closed'
      return
    }
    this.#cell?.push(byte)
    if (byte === lineFeed) this.#line += 1
  }

  #lineEnd(kind: 'LF' | 'CRLF' | 'CR'): void {
    this.lineEnds.add(kind)
    this.#endRecord()
    this.#line += 1
    this.#recordLine = this.#line
  }

  #endCell(): void {
    this.#fields += 1
    this.#keepCell()
    this.#state = 'start'
  }

  #endRecord(): void {
    this.#keepCell()
    const record = { line: this.#recordLine, fields: this.#fields, isBlank: this.#isBlank }
    this.#visit(this.#cell ? { ...record, cells: this.#cells } : record)
    this.#cells = []
    this.#state = 'start'
    this.#fields = 1
    this.#isBlank = true
  }

  #keepCell(): void {
    if (!this.#cell) return
    this.#cells.push(Buffer.from(this.#cell).toString('utf8'))
    this.#cell.length = 0
  }
}

/** The records that are complete within the bytes of a file's beginning, at most `limit`. */
export function firstRecords(
  bytes: Uint8Array,
  punctuation: Punctuation,
  { isWhole, limit }: { readonly isWhole: boolean; readonly limit: number },
): readonly CsvRecord[] {
  const records: CsvRecord[] = []
  const scanner = new RecordScanner(punctuation, record => records.push(record), { keepCells: true })
  for (let start = 0; start < bytes.length && records.length < limit; start += 1024)
    scanner.push(bytes.subarray(start, start + 1024))
  if (isWhole && records.length < limit) scanner.end()
  return records.slice(0, limit)
}
