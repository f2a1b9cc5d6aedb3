import type { ReadOptions } from '../../core/engine.ts'
import type { CsvLayout } from '../../core/csv-layout.ts'
import { type SourceFile, withoutPatterns } from './files.ts'
import { listOf, quoted } from './sql.ts'
import type { TextType } from './text-types.ts'

export interface CsvFile {
  readonly file: SourceFile
  readonly layout: CsvLayout
  readonly read: ReadOptions
}

/** How the cells of a column are loaded: as typed values, as text for good, or as text whose type is `open`. */
export type Guess = TextType | 'string' | 'open'

const misfit = 'A cell does not fit the type of column number'
const nul = 'A cell holds a NUL character'

/** SQL that reads a file's cells as text, columns `c0`, `c1`, …; null where a cell is empty or means missing. */
export function readCsvSql({ file, layout, read }: CsvFile, maximumLine?: number): string {
  const columns = layout.names.map((_, index) => `'c${index}': 'VARCHAR'`)
  const options = [
    `columns = {${columns.join(', ')}}`,
    'auto_detect = false',
    `header = ${layout.hasHeader}`,
    `delim = ${quoted(layout.delimiter)}`,
    `quote = ${quoted(layout.quote)}`,
    `escape = ${quoted(layout.quote)}`,
    "comment = ''",
    'strict_mode = true',
    'null_padding = false',
    'ignore_errors = false',
    `nullstr = ${listOf(['', ...(read.missing ?? [])])}`,
    // So that "" and "NA" are missing like their bare forms.
    'allow_quoted_nulls = true',
    `compression = '${file.compression}'`,
    ...(read.encoding === undefined ? [] : [`encoding = '${read.encoding}'`]),
    ...(maximumLine === undefined ? [] : [`max_line_size = ${maximumLine}`]),
  ]
  return `read_csv([${quoted(withoutPatterns(file.absolute))}], ${options.join(', ')})`
}

/** SQL of a cell's value; the statement fails when the cell is not what its column was guessed to be. */
export function strictCell(cell: string, guess: Guess, column: number): string {
  if (typeof guess === 'string')
    return `CASE WHEN contains(${cell}, chr(0)) THEN error(${quoted(nul)}) ELSE ${cell} END`
  const misfits = `CAST(error(${quoted(`${misfit} ${column}.`)}) AS ${guess.native})`
  return `CASE WHEN ${cell} IS NULL THEN NULL WHEN ${guess.isClean(cell)} THEN coalesce(${guess.parse(cell)}, ${misfits}) ELSE ${misfits} END`
}

/** The column whose guess a failed statement disproves, if that is why it failed. */
export function misfitColumn(message: string): number | undefined {
  const [, column] = new RegExp(`${misfit} (\\d+)`).exec(message) ?? []
  return column === undefined ? undefined : Number(column)
}

export function isNul(message: string): boolean {
  return message.includes(nul)
}
