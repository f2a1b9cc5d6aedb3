import type { ColumnType } from '../../core/schema.ts'
import { quoted } from './sql.ts'

const integer = '-?(?:0|[1-9][0-9]*)'
const number = '-?(?:(?:0|[1-9][0-9]*)(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][-+]?[0-9]+)?'
const notFinite = '-?(?i:nan|inf|infinity)'
const day = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const offset = '(?:Z|[-+][0-9]{2}(?::?[0-9]{2})?)'
const timestamp = `${day}(?:[T ]${minute}(?::[0-5][0-9](?:[.][0-9]+)?${offset}?)?)?`

/** SQL, whether a text is written as a value of a type; every text is a string, and none is a list or a struct. */
export function isWrittenAsSql(text: string, type: ColumnType): string {
  return tests[type]?.(text) ?? String(type === 'string')
}

/** SQL, whether a text is written as a timestamp that Spark can read; it lacks some offsets. */
export function isTimeSql(text: string): string {
  return `(${isWrittenAsSql(text, 'timestamp')} AND try_cast(${text} AS TIMESTAMP) IS NOT NULL)`
}

const tests: Partial<Readonly<Record<ColumnType, (text: string) => string>>> = {
  boolean: text => `(lower(${text}) IN ('true', 'false'))`,
  integer: text => fullMatch(text, integer),
  number: text => fullMatch(text, `${number}|${notFinite}`),
  date: text => `(${fullMatch(text, day)} AND ${isDay(text)})`,
  timestamp: text => `(${fullMatch(text, timestamp)} AND ${isDay(`left(${text}, 10)`)})`,
}

/** SQL, whether a text that looks like a day is one of the calendar. */
function isDay(text: string): string {
  return `try_cast(${text} AS DATE) IS NOT NULL`
}

function fullMatch(text: string, pattern: string): string {
  return `regexp_like(${text}, ${quoted(`\\A(?:${pattern})\\z`)})`
}
