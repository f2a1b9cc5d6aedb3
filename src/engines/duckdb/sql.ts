import { UserError } from '../../core/errors.ts'
import { type ColumnType, typeWords } from '../../core/schema.ts'

/** A scalar SQL expression and the logical type of its value. */
export interface Sql {
  readonly text: string
  readonly type: ColumnType
  /** Of conditions that the types decide: `never` true for any row, or `never` false for one. Null is neither. */
  readonly never?: boolean
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as a SQL literal. DuckDB's parser ends at NUL, so that character is spliced in. */
export function quoted(text: string): string {
  const parts = text.split('\0').map(part => `'${part.replaceAll("'", "''")}'`)
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || chr(0) || ')})`
}

export function listOf(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`
}

/** The DuckDB type in which values of a logical type are computed and returned. */
export const nativeTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'HUGEINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  string: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  list: 'VARCHAR',
  struct: 'VARCHAR',
  unknown: 'VARCHAR',
}

/** An expression in a type that `rowsOf` decodes. */
export function decodable({ text, type }: Sql): string {
  return `CAST(${text} AS ${nativeTypes[type]})`
}

/** @throws UserError when the expression is not true or false. */
export function condition({ text, type }: Sql): string {
  if (type === 'unknown') return 'CAST(NULL AS BOOLEAN)'
  if (type !== 'boolean') throw new UserError(`A condition is true or false, and this is ${typeWords[type]}.`)
  return text
}
