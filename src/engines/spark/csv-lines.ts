import type { CsvLayout } from '../../core/csv-layout.ts'
import { UserError, unreadable } from '../../core/errors.ts'
import { plural } from '../../core/format.ts'
import { filesRelation, type Place } from './opened.ts'
import { quoted } from './sql.ts'

export function encodingOf(encoding = 'utf-8'): string {
  if (encoding === 'utf-8') return 'UTF-8'
  if (encoding === 'latin-1') return 'ISO-8859-1'
  throw new UserError(`Spark does not read CSV files in ${encoding}.`, { hint: 'Convert them to UTF-8.' })
}

const headLines = 300
const longestLine = 256 * 1024

/** A view of the lines of files, and their beginning. */
export async function linesOf(paths: readonly string[], encoding: string, { session, view }: Place) {
  const own = `${view}_lines`
  await session.createView(own, filesRelation('text', paths, { encoding }, 'value STRING'))
  const rows = await session.rows(`SELECT left(value, ${longestLine}) FROM ${own} LIMIT ${headLines}`)
  const text = rows.map(([line]) => `${String(line)}\n`).join('')
  return { view: own, head: { bytes: Buffer.from(text), isWhole: rows.length < headLines } }
}

interface Looked {
  readonly layout: CsvLayout
  readonly isUtf8: boolean
  readonly label: string
}

interface Facts {
  /** Whether some lines end within quotes. */
  readonly hasOddQuotes: boolean
  /** Blank lines that stand for nothing. */
  readonly blankLines: number
  /** Rows without a single value that Spark takes for blank lines. */
  readonly emptyRows: number
}

/**
 * What has to be known of all lines before they are split into cells, by one query.
 *
 * @throws UserError when they are no text in the encoding, or hold nothing but spaces
 */
export async function factsOf(lines: string, looked: Looked, { session }: Place): Promise<Facts> {
  const { layout, isUtf8, label } = looked
  const { quote, delimiter, names } = layout
  const quotes = `length(value) - length(replace(value, ${quoted(quote)}, ''))`
  const empty = quoted(delimiter.repeat(names.length - 1))
  const counted = [
    quote === '' ? 'false' : `(${quotes}) % 2 = 1`,
    "value = ''",
    `value = ${empty}`,
    `value NOT IN ('', ${empty}) AND regexp_like(value, ${quoted('\\A[\\x00-\\x20]*\\z')})`,
    "contains(value, '\\u0000')",
    isUtf8 ? 'NOT is_valid_utf8(value)' : 'false',
  ]
  const [counts = []] = await session.rows(
    `SELECT ${counted.map(each => `count_if(${each})`).join(', ')} FROM ${lines}`,
  )
  const [odd = 0, blank = 0, withoutValue = 0, spaces = 0, nul = 0, invalid = 0] = counts.map(Number)
  refuse(invalid, 'of invalid UTF-8', label, 'Say so with the encoding latin-1, or convert it.')
  refuse(nul, 'with a NUL byte, which text never holds', label, 'The file may be damaged, or in UTF-16.')
  if (odd > 0) return { hasOddQuotes: true, blankLines: 0, emptyRows: 0 }
  refuse(spaces, 'of nothing but spaces', label, 'Remove them.')
  const above = layout.hasHeader ? layout.blankLinesAbove : 0
  if (names.length === 1) return { hasOddQuotes: false, blankLines: 0, emptyRows: blank - above }
  const isBlankToSpark = delimiter.trim() === ''
  return { hasOddQuotes: false, blankLines: blank, emptyRows: isBlankToSpark ? withoutValue : 0 }
}

function refuse(lines: number, what: string, label: string, hint: string): void {
  if (lines > 0) throw unreadable(`${label} has ${plural(lines, 'line')} ${what}.`, { hint })
}
