import type { ColumnType } from '../../core/schema.ts'
import { quoted } from './sql.ts'

/** How the values of a type are written in a text file. */
export interface TextType {
  readonly type: ColumnType
  /** The type of the table's column. */
  readonly native: string
  /** Whether a text is written as this type. */
  readonly matches: (text: string) => boolean
  /** SQL, false for what `parse` would accept although it is not written as this type. */
  readonly isClean: (text: string) => string
  /** SQL, the value of a clean text; null when there is none. */
  readonly parse: (text: string) => string
}

const integer = '-?(?:0|[1-9][0-9]*)'
const number = '-?(?:(?:0|[1-9][0-9]*)(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][-+]?[0-9]+)?'
const notFinite = `-?(?:${anyCase('nan')}|${anyCase('inf')}(?:${anyCase('inity')})?)`
const day = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const offset = '(?:Z|[-+][0-9]{2}(?::?[0-9]{2})?)'
const timestamp = `${day}(?:[T ]${minute}(?::[0-5][0-9](?:[.][0-9]+)?${offset}?)?)?`

const [isInteger, isNumber] = [whole(integer), whole(`${number}|${notFinite}`)]
const [isDayLike, isTimestampLike] = [whole(day), whole(timestamp)]

/** From the narrowest to the widest: a column has the first type that all of its cells are written as. */
export const textTypes: readonly TextType[] = [
  {
    type: 'boolean',
    native: 'BOOLEAN',
    matches: text => /^(?:true|false)$/i.test(text),
    isClean: text => `(lower(${text}) IN ('true', 'false'))`,
    parse: text => `TRY_CAST(${text} AS BOOLEAN)`,
  },
  integerOf('BIGINT', 63n),
  integerOf('HUGEINT', 127n),
  {
    type: 'number',
    native: 'DOUBLE',
    matches: text => isNumber.test(text),
    isClean: isCleanNumber,
    parse: text => `TRY_CAST(${text} AS DOUBLE)`,
  },
  {
    type: 'date',
    native: 'DATE',
    matches: text => isDayLike.test(text) && isDay(text),
    isClean: text => fullMatch(text, day),
    parse: text => `TRY_CAST(${text} AS DATE)`,
  },
  {
    type: 'timestamp',
    native: 'TIMESTAMP',
    matches: text => isTimestampLike.test(text) && isDay(text.slice(0, 10)),
    isClean: text => fullMatch(text, timestamp),
    parse: timestampOf,
  },
]

/** SQL, whether a text that is not null is written as a type. */
export function holds(type: TextType, text: string): string {
  return `coalesce(${type.isClean(text)} AND ${type.parse(text)} IS NOT NULL, false)`
}

/** SQL, whether a text is written as a value of a type; every text is a string, and none is a list or a struct. */
export function isWrittenAsSql(text: string, type: ColumnType): string {
  if (type === 'integer') return fullMatch(text, integer)
  const own = textTypes.find(candidate => candidate.type === type)
  return own === undefined ? String(type === 'string') : holds(own, text)
}

function integerOf(native: string, bits: bigint): TextType {
  return {
    type: 'integer',
    native,
    matches: text => isInteger.test(text) && text !== '-0' && fits(text, bits),
    // Digits that come back as they were. DuckDB also reads 1.5, 1e3, 0x1F, 1_0 and 007 as integers.
    isClean: text => `(CAST(TRY_CAST(${text} AS ${native}) AS VARCHAR) = ${text})`,
    parse: text => `TRY_CAST(${text} AS ${native})`,
  }
}

/**
 * Without what DuckDB forgives beyond the grammar of a number: a plus, zeros or blanks in front, blanks behind, and
 * underscores. Comparisons of text cost a third of the regular expression; a test holds the two together.
 */
function isCleanNumber(text: string): string {
  const blanks = [' ', '\t', '\n', '\v', '\f', '\r'].map(blank => `NOT suffix(${text}, ${character(blank)})`)
  return `(${text} >= '-' AND (${text} < '00' OR ${text} >= '0:') AND (${text} < '-00' OR ${text} >= '-0:') AND NOT contains(${text}, '_') AND ${blanks.join(' AND ')})`
}

function character(of: string): string {
  return of === ' ' ? "' '" : `chr(${of.charCodeAt(0)})`
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

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`)
}

function fits(text: string, bits: bigint): boolean {
  const value = BigInt(text)
  return value < 2n ** bits && value >= -(2n ** bits)
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function anyCase(word: string): string {
  return word.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`)
}
