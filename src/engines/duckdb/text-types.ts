import type { ColumnType } from '../../core/schema.ts'
import { quoted } from './sql.ts'

/** How the values of a type are written in a text file. */
export interface TextType {
  readonly type: ColumnType
  /** The type of the table's column. */
  readonly native: string
  /** Whether a cell of the first rows is written as this type; the same rule as `holds`. */
  readonly matches: (cell: string) => boolean
  /** SQL, true when the whole of a text is written as this type. */
  readonly holds: (text: string) => string
  /** SQL, the value of a text for which `holds`; null where no value corresponds. */
  readonly parse: (text: string) => string
}

const integer = '-?(?:0|[1-9][0-9]*)'
const number =
  '-?(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|(?i:[-+]?(?:nan|inf|infinity))'
const numberForScripts = number.replace(/\(\?i:(.*)\)$/, (_, words: string) => anyCase(words))
const boolean = '(?i:true|false)'
const day = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const second = '[0-5][0-9](?:\\.[0-9]+)?'
const offset = '(?:Z|[-+][0-9]{2}(?::?[0-9]{2})?)'
const timestamp = `${day}(?:[T ]${minute}(?::${second}${offset}?)?)?`

/** From the narrowest to the widest: a column has the first type that holds for all of its cells. */
export const textTypes: readonly TextType[] = [
  {
    type: 'boolean',
    native: 'BOOLEAN',
    matches: cell => /^(?:true|false)$/i.test(cell),
    holds: text => fullMatch(text, boolean),
    parse: text => `TRY_CAST(${text} AS BOOLEAN)`,
  },
  {
    type: 'integer',
    native: 'BIGINT',
    matches: cell => full(integer).test(cell) && cell !== '-0' && fits(cell, 63n),
    // Cheaper than a regular expression, and the same: digits that come back as they were.
    holds: text => `(CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR) = ${text})`,
    parse: text => `TRY_CAST(${text} AS BIGINT)`,
  },
  {
    type: 'integer',
    native: 'HUGEINT',
    matches: cell => full(integer).test(cell) && cell !== '-0' && fits(cell, 127n),
    holds: text => `(CAST(TRY_CAST(${text} AS HUGEINT) AS VARCHAR) = ${text})`,
    parse: text => `TRY_CAST(${text} AS HUGEINT)`,
  },
  {
    type: 'number',
    native: 'DOUBLE',
    matches: cell => full(numberForScripts).test(cell),
    holds: text => fullMatch(text, number),
    parse: text => `TRY_CAST(${text} AS DOUBLE)`,
  },
  {
    type: 'date',
    native: 'DATE',
    matches: cell => full(day).test(cell) && isDay(cell),
    holds: text => `(${fullMatch(text, day)} AND TRY_CAST(${text} AS DATE) IS NOT NULL)`,
    parse: text => `TRY_CAST(${text} AS DATE)`,
  },
  {
    type: 'timestamp',
    native: 'TIMESTAMP',
    matches: cell => full(timestamp).test(cell) && isDay(cell.slice(0, 10)),
    holds: text => `(${fullMatch(text, timestamp)} AND ${timestampOf(text)} IS NOT NULL)`,
    parse: text => timestampOf(text),
  },
]

/** SQL, true when a text is written as a value of a type; every text is a string, and none is a list or a struct. */
export function isWrittenAsSql(text: string, type: ColumnType): string {
  if (type === 'string' || type === 'unknown') return String(type === 'string')
  if (type === 'integer') return `(${fullMatch(text, integer)})`
  const candidates = textTypes.filter(candidate => candidate.type === type)
  return candidates.length === 0
    ? 'false'
    : `(${candidates.map(candidate => candidate.holds(text)).join(' OR ')})`
}

// A cast to TIMESTAMP ignores the offset; a cast to TIMESTAMPTZ obeys it.
function timestampOf(text: string): string {
  const isZoned = `regexp_matches(${text}, ${quoted(`:.*${offset}$`)})`
  const zoned = `make_timestamp(epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ)))`
  return `CASE WHEN ${isZoned} THEN ${zoned} ELSE TRY_CAST(${text} AS TIMESTAMP) END`
}

function fullMatch(text: string, pattern: string): string {
  return `regexp_full_match(${text}, ${quoted(pattern)})`
}

function full(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`)
}

function fits(cell: string, bits: bigint): boolean {
  const value = BigInt(cell)
  return value < 2n ** bits && value >= -(2n ** bits)
}

function isDay(cell: string): boolean {
  const date = new Date(`${cell}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(cell)
}

/** JavaScript of Node 20 knows no `(?i:…)`. */
function anyCase(words: string): string {
  return words.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`)
}
