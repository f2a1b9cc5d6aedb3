import type { ColumnType } from '../../core/schema.ts'
import type { CastType } from '../../core/table.ts'
import type { StoredColumn } from './dataset.ts'
import { quoted } from './sql.ts'
import { textTypes } from './text-types.ts'

type Translation = (value: string) => string

/** SQL of a column's values of the table `t` as another type, null where a value has none; absent where no value has. */
export function castSql({ identifier, type }: StoredColumn, wanted: CastType): string | undefined {
  const own = `t.${identifier}`
  if (type === wanted) return own
  if (wanted === 'string') return `CAST(${own} AS VARCHAR)`
  if (type === 'unknown') return `CAST(NULL AS ${natives[wanted]})`
  return casts[wanted][type]?.(own)
}

const natives: Readonly<Record<CastType, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  string: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

const digits = '[-+]?[0-9]+'
const decimal = '[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?|(?i)[-+]?(?:nan|inf|infinity)'

// Text may be padded with zeros and blanks; beyond that, nothing is guessed.
const casts: Readonly<
  Record<Exclude<CastType, 'string'>, Partial<Readonly<Record<ColumnType, Translation>>>>
> = {
  integer: {
    number: exactly('BIGINT'),
    boolean: own => `CAST(${own} AS BIGINT)`,
    string: own => whereMatches(own, digits, `TRY_CAST(trim(${own}) AS BIGINT)`),
  },
  number: {
    // Beyond 2^53 some whole numbers have no double.
    integer: own =>
      `CASE WHEN TRY_CAST(CAST(${own} AS DOUBLE) AS HUGEINT) = ${own} THEN CAST(${own} AS DOUBLE) END`,
    boolean: own => `CAST(CAST(${own} AS INTEGER) AS DOUBLE)`,
    string: own => whereMatches(own, decimal, `TRY_CAST(trim(${own}) AS DOUBLE)`),
  },
  boolean: {
    integer: own => `CASE ${own} WHEN 0 THEN false WHEN 1 THEN true END`,
    number: own => `CASE ${own} WHEN 0 THEN false WHEN 1 THEN true END`,
    string: own => `CASE lower(trim(${own})) WHEN 'false' THEN false WHEN 'true' THEN true END`,
  },
  date: { timestamp: own => `CAST(${own} AS DATE)`, string: writtenAs('date') },
  timestamp: { date: own => `CAST(${own} AS TIMESTAMP)`, string: writtenAs('timestamp') },
}

function exactly(native: string): Translation {
  return own => `CASE WHEN TRY_CAST(${own} AS ${native}) = ${own} THEN TRY_CAST(${own} AS ${native}) END`
}

function whereMatches(own: string, pattern: string, then: string): string {
  return `CASE WHEN regexp_full_match(trim(${own}), ${quoted(pattern)}) THEN ${then} END`
}

function writtenAs(type: 'date' | 'timestamp'): Translation {
  const text = textTypes.find(candidate => candidate.type === type)
  return own =>
    text ? `CASE WHEN ${text.isClean(`trim(${own})`)} THEN ${text.parse(`trim(${own})`)} END` : 'NULL'
}
