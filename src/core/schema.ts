/** Logical types. `unknown` is a column without a single value to tell its type from. */
export const columnTypes = [
  'integer',
  'number',
  'boolean',
  'string',
  'date',
  'timestamp',
  'list',
  'struct',
  'unknown',
] as const

export type ColumnType = (typeof columnTypes)[number]

export interface Column {
  readonly name: string
  readonly type: ColumnType
  /** The type in the engine's or file's own words, such as `BIGINT`; for messages only. */
  readonly nativeType?: string
}

export interface Schema {
  readonly columns: readonly Column[]
}

/** Some types, known to the compiler, of which may be asked whether any other is among them. */
type TypeList<T extends ColumnType> = readonly T[] & { includes(type: ColumnType): boolean }

export const numericTypes: TypeList<'integer' | 'number'> = ['integer', 'number']
export const orderedTypes: TypeList<'integer' | 'number' | 'date' | 'timestamp'> = [
  ...numericTypes,
  'date',
  'timestamp',
]

export function columnOf(schema: Schema, name: string): Column | undefined {
  return schema.columns.find(column => column.name === name)
}

export function columnNames(schema: Schema): readonly string[] {
  return schema.columns.map(column => column.name)
}

/** Whether every value of type `actual` is also a value of type `wanted`: integers are numbers, dates are timestamps. */
export function isSubtype(actual: ColumnType, wanted: ColumnType): boolean {
  if (actual === wanted || actual === 'unknown') return true
  return (actual === 'integer' && wanted === 'number') || (actual === 'date' && wanted === 'timestamp')
}

/** Values of one kind can be compared with each other. */
type Kind = 'numeric' | 'boolean' | 'text' | 'time' | 'nested' | 'unknown'

export const kinds: Readonly<Record<ColumnType, Kind>> = {
  integer: 'numeric',
  number: 'numeric',
  boolean: 'boolean',
  string: 'text',
  date: 'time',
  timestamp: 'time',
  list: 'nested',
  struct: 'nested',
  unknown: 'unknown',
}

/** A type in a sentence: `text`, `a whole number`. */
export const typeWords: Readonly<Record<ColumnType, string>> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  string: 'text',
  date: 'a date',
  timestamp: 'a timestamp',
  list: 'a list',
  struct: 'a struct',
  unknown: 'empty',
}
