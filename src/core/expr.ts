import type { ColumnType } from './schema.ts'
import type { Value } from './value.ts'

/**
 * The functions an expression may call. Every engine's dialect maps each of them; a dialect is a total
 * table over this list. Comparisons with null are null; `countIf` does not count null.
 */
const functionNames = [
  'and',
  'or',
  'not',
  'isNull',
  /** NaN or ±infinity; false for every other value and for columns that are not numbers. */
  'isNonFinite',
  'equal',
  'lessThan',
  'atMost',
  'moreThan',
  'atLeast',
  /** First argument is one of the others, by equality; null when the first is null. Nulls among the others are ignored. */
  'isIn',
  /** The text of the value contains a match of the regular expression (second argument, a literal; RE2 syntax). */
  'matches',
  /** Number of Unicode code points. */
  'length',
  /** How often the regular expression (second argument, a literal; RE2 syntax) matches, without overlap. */
  'countMatches',
  /** Hour of a timestamp, 0 to 23. */
  'hour',
  /** Day of the week of a date or timestamp, 1 (Monday) to 7. */
  'weekday',
  'add',
  'subtract',
  'multiply',
  'divide',
  'abs',
  /** The text of the value is written as a value of the type named by the second argument (a literal column type). */
  'isWrittenAs',
  /** The second argument on rows where the first is true, null on all others. */
  'when',
  /**
   * What a group (third argument, a literal number) of a regular expression (second argument, a literal; RE2 syntax)
   * matches first in the text; null without a match.
   */
  'capture',
  /**
   * Whether a year, a month and a day, all text, are a day of the calendar. A year of two digits is one of this
   * century; a month is a number or starts with the first three letters of its English name, in any case.
   */
  'isCalendarDay',
  /** The text is a JSON document. */
  'isJson',
  /** The text is a JSON document that meets the JSON Schema (second argument, a literal: the schema as JSON). */
  'meetsJsonSchema',
  /** The digits of the text end in the check digit of Luhn; all other characters are left out. */
  'passesLuhn',
  /**
   * The digits and capital letters of the text pass the check of ISO 7064, MOD 97-10, as in an IBAN: the first four moved
   * to the end and letters written as 10 to 35, they are 1 modulo 97. All other characters are left out.
   */
  'passesMod97',
  /** How many seconds the first of two moments lies before the second; negative where it lies behind. */
  'secondsBetween',
  /** The value of the argument in the nearest row above in which it is not null; null where there is none. */
  'previous',
  /**
   * The greatest value of the argument in all other rows that is not above its own, or is null where there is none. Of
   * those rows only that are the same in all further arguments; null is the same as null.
   */
  'nextLower',
  /** The mean of the argument in the nearest rows above in which it is finite, as many as a number (a literal) says. */
  'movingMean',
  /** The mean of the argument over all rows, as the aggregate `mean` has it. */
  'overallMean',
  /** The standard deviation (n − 1) of the argument over all rows. */
  'overallStdev',
  /** A quantile of the argument over all rows, as the aggregate `quantiles` has it; the second argument says which. */
  'overallQuantile',
  /** The median distance of the argument from its median, over all rows in which it is finite. */
  'overallMad',
  /**
   * The rank of the argument among all rows in which it is finite, less the mean of all ranks; equal values have the
   * mean of their ranks.
   */
  'centredRank',
  /** A condition in the engine's own SQL (a literal). */
  'sql',
] as const

export type FunctionName = (typeof functionNames)[number]

/** Functions that look at other rows than their own, at the values that their first argument has there. */
export const overRows: readonly FunctionName[] = [
  'previous',
  'nextLower',
  'movingMean',
  'overallMean',
  'overallStdev',
  'overallQuantile',
  'overallMad',
  'centredRank',
]

/** A scalar expression over one row, as plain JSON-like data. */
export type Expr =
  | { readonly column: string }
  | { readonly literal: Value }
  | { readonly call: FunctionName; readonly args: readonly Expr[] }

export const value = (column: string): Expr => ({ column })
export const literal = (of: Value): Expr => ({ literal: of })
export const call = (name: FunctionName, ...args: readonly Expr[]): Expr => ({ call: name, args })

/** All hold. The empty conjunction is true; absent parts are left out. */
export function and(...parts: readonly (Expr | undefined)[]): Expr {
  return joined('and', parts, true)
}

/** At least one holds. The empty disjunction is false; absent parts are left out. */
export function or(...parts: readonly (Expr | undefined)[]): Expr {
  return joined('or', parts, false)
}

export const not = (expr: Expr): Expr => call('not', expr)
export const isNull = (expr: Expr): Expr => call('isNull', expr)
export const isNonFinite = (expr: Expr): Expr => call('isNonFinite', expr)
export const equal = (expr: Expr, to: Value): Expr => call('equal', expr, literal(to))
export const lessThan = (expr: Expr, bound: Value): Expr => call('lessThan', expr, literal(bound))
export const atMost = (expr: Expr, bound: Value): Expr => call('atMost', expr, literal(bound))
export const moreThan = (expr: Expr, bound: Value): Expr => call('moreThan', expr, literal(bound))
export const atLeast = (expr: Expr, bound: Value): Expr => call('atLeast', expr, literal(bound))
export const isIn = (expr: Expr, values: readonly Value[]): Expr => call('isIn', expr, ...values.map(literal))
export const matches = (expr: Expr, pattern: string): Expr => call('matches', expr, literal(pattern))
export const countMatches = (expr: Expr, pattern: string): Expr =>
  call('countMatches', expr, literal(pattern))
export const hourOf = (expr: Expr): Expr => call('hour', expr)
export const weekdayOf = (expr: Expr): Expr => call('weekday', expr)
export const lengthOf = (expr: Expr): Expr => call('length', expr)
export const when = (condition: Expr, then: Expr): Expr => call('when', condition, then)
export const isWrittenAs = (expr: Expr, type: ColumnType): Expr => call('isWrittenAs', expr, literal(type))

function joined(name: 'and' | 'or', parts: readonly (Expr | undefined)[], empty: boolean): Expr {
  const present = parts.filter(part => part !== undefined)
  const [only] = present
  if (only === undefined) return literal(empty)
  return present.length === 1 ? only : call(name, ...present)
}
