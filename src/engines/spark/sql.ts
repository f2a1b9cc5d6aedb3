import { UserError } from '../../core/errors.ts'
import { type ColumnType, typeWords } from '../../core/schema.ts'

/** A scalar SQL expression and the logical type of its value. */
export interface Sql {
  readonly text: string
  readonly type: ColumnType
}

export function identifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

/** A text as a SQL literal. Backslashes and control characters are escaped, so that every character stands for itself. */
export function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\0-\x1f\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `'${escaped}'`
}

/** The Spark type in which values of a logical type are computed and returned. */
const nativeTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'DECIMAL(38, 0)',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  string: 'STRING',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  list: 'STRING',
  struct: 'STRING',
  unknown: 'STRING',
}

/** An expression in the type that its logical type is returned in. */
export function decodable({ text, type }: Sql): string {
  return `CAST(${text} AS ${nativeTypes[type]})`
}

/** SQL, a number as a DOUBLE; null for NaN, which is above all other numbers, and for the infinities. */
export function finiteDouble({ text, type }: Sql): string {
  const number = type === 'number' ? text : `CAST(${text} AS DOUBLE)`
  return type === 'number'
    ? `CASE WHEN abs(${number}) < CAST('Infinity' AS DOUBLE) THEN ${number} END`
    : number
}

/** An expression whose distinct values are also distinct when they are decoded: to the millisecond. */
export function distinguishable({ text, type }: Sql): Sql {
  return type === 'timestamp' ? { text: `date_trunc('MILLISECOND', ${text})`, type } : { text, type }
}

/** @throws UserError when the expression is not true or false. */
export function condition({ text, type }: Sql): string {
  if (type === 'unknown') return 'CAST(NULL AS BOOLEAN)'
  if (type !== 'boolean') throw new UserError(`A condition is true or false, and this is ${typeWords[type]}.`)
  return text
}
