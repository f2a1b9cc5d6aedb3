import { messageOf, unreadable } from '../../core/errors.ts'
import { plural } from '../../core/format.ts'
import { type CsvRecord, RecordScanner } from '../../core/csv-records.ts'
import { type CsvFile, isNul } from './csv-sql.ts'
import { damagedArchive, rawChunks, textChunks } from './text-stream.ts'

/** Some lines end with LF, others with CRLF; nothing else is wrong. */
export const mixedLineEnds = Symbol('mixed line ends')

/** DuckDB's refusal of a CSV file, told in terms of the file: which line, and what is wrong with it. */
export async function diagnosed(csv: CsvFile, cause: unknown): Promise<unknown> {
  if (!isAboutData(cause)) return cause
  const found = brokenArchive(csv, cause) ?? (await badBytes(csv, cause)) ?? (await badStructure(csv, cause))
  if (found !== undefined) return found
  const [line = ''] = messageOf(cause).split('\n')
  return unreadable(`${csv.file.path} could not be read as CSV.`, { hint: `DuckDB says: ${line}`, cause })
}

function isAboutData(error: unknown): boolean {
  return error instanceof Error && !/^(Out of Memory|INTERRUPT)/i.test(error.message)
}

function brokenArchive({ file }: CsvFile, cause: unknown): Error | undefined {
  if (file.compression === 'none' || !/gzip|zstd|decompress/i.test(messageOf(cause))) return undefined
  return damagedArchive(file, cause)
}

async function badBytes({ file, read }: CsvFile, cause: unknown): Promise<unknown> {
  const encoding = read.encoding ?? 'utf-8'
  if (encoding === 'utf-8' && /unicode|utf-?8/i.test(messageOf(cause))) {
    const line = await firstLine(file, isNotUtf8)
    if (line !== undefined)
      return unreadable(`Line ${line} of ${file.path} is not valid UTF-8.`, {
        hint: 'If the file is in another encoding, say so with the encoding latin-1 or utf-16.',
        cause,
      })
  }
  if (!isNul(messageOf(cause))) return undefined
  const line = await firstLine(file, bytes => bytes.includes(0))
  const where = line === undefined ? file.path : `Line ${line} of ${file.path}`
  return unreadable(`${where} holds a NUL byte, which text never does.`, {
    hint: 'The file may be damaged, or in UTF-16: then say so with the encoding utf-16.',
    cause,
  })
}

function isNotUtf8(line: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(line)
    return false
  } catch {
    return true
  }
}

/** The number of the first line for which a test holds. */
async function firstLine(
  file: CsvFile['file'],
  test: (line: Buffer) => boolean,
): Promise<number | undefined> {
  const chunks = file.compression === 'none' ? rawChunks(file) : textChunks(file, 'utf-8')
  let [line, rest] = [1, Buffer.alloc(0)]
  for await (const chunk of chunks ?? []) {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      if (test(rest.subarray(0, end))) return line
      rest = rest.subarray(end + 1)
      line += 1
    }
  }
  return test(rest) ? line : undefined
}

async function badStructure({ file, layout, read }: CsvFile, cause: unknown): Promise<unknown> {
  const expected = layout.names.length
  let ragged: CsvRecord | undefined
  const scanner = new RecordScanner(layout.punctuation, record => {
    if (!record.isBlank && record.fields !== expected && scanner.problem === undefined) ragged ??= record
  })
  for await (const chunk of textChunks(file, read.encoding ?? 'utf-8') ?? []) scanner.push(chunk)
  scanner.end()
  const { problem } = scanner
  if (ragged !== undefined && (problem === undefined || ragged.line < problem.line))
    return unreadable(
      `Line ${ragged.line} of ${file.path} has ${plural(ragged.fields, 'field')} instead of ${expected}.`,
      { hint: `Correct the line, or name the delimiter if it is not ${named(layout.delimiter)}.`, cause },
    )
  if (problem?.kind === 'unterminated')
    return unreadable(`The quote that opens on line ${problem.line} of ${file.path} is never closed.`, {
      hint: `Close it, or name the quote character; ${layout.quote} was assumed.`,
      cause,
    })
  if (problem !== undefined)
    return unreadable(`Line ${problem.line} of ${file.path} has text after a closing quote.`, {
      hint: `Double a quote that belongs to the text: ${layout.quote}${layout.quote}.`,
      cause,
    })
  if (scanner.lineEnds.size > 1 && !scanner.lineEnds.has('CR')) return mixedLineEnds
  if (scanner.lineEnds.size > 1)
    return unreadable(
      `The lines of ${file.path} do not all end alike: ${[...scanner.lineEnds].join(' and ')}.`,
      {
        hint: 'Convert the file to one kind of line end.',
        cause,
      },
    )
  return undefined
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'a comma',
  ';': 'a semicolon',
  '\t': 'a tab',
  '|': 'a vertical bar',
}

function named(delimiter: string): string {
  return delimiterNames[delimiter] ?? delimiter
}
