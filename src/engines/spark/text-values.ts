import type { ColumnType } from '../../core/schema.ts'
import { isTimeSql, isWrittenAsSql } from './text-types.ts'

/** What the cells of a text column turn out to be, and how they are read. */
export interface TextKind {
  readonly type: ColumnType
  readonly nativeType: string
  /** SQL, the value of a cell that is not null. */
  readonly read: (cell: string) => string
}

/** Ways to write a cell, each a bit of a sum over a column. */
const written = { boolean: 1, bigint: 2, decimal: 4, number: 8, date: 16, timestamp: 32, text: 64 } as const

interface Candidate extends TextKind {
  readonly holds: readonly (keyof typeof written)[]
}

const cast = (native: string) => (cell: string) => `CAST(${cell} AS ${native})`

/** From the narrowest to the widest: a column has the first type that all of its cells are written as. */
const candidates: readonly Candidate[] = [
  { type: 'unknown', nativeType: 'STRING', holds: [], read: cell => cell },
  {
    type: 'boolean',
    nativeType: 'BOOLEAN',
    holds: ['boolean'],
    read: cell => `(lower(${cell}) = 'true')`,
  },
  { type: 'integer', nativeType: 'BIGINT', holds: ['bigint'], read: cast('BIGINT') },
  {
    type: 'integer',
    nativeType: 'DECIMAL(38, 0)',
    holds: ['bigint', 'decimal'],
    read: cast('DECIMAL(38, 0)'),
  },
  { type: 'number', nativeType: 'DOUBLE', holds: ['bigint', 'decimal', 'number'], read: asDouble },
  { type: 'date', nativeType: 'DATE', holds: ['date'], read: cast('DATE') },
  { type: 'timestamp', nativeType: 'TIMESTAMP', holds: ['date', 'timestamp'], read: cast('TIMESTAMP') },
]

/** What Spark does not read as NaN. */
const isNegativeNaN = (cell: string) => `${cell} IN ('-nan', '-NaN', '-NAN')`

function asDouble(cell: string): string {
  return `CASE WHEN ${isNegativeNaN(cell)} THEN CAST('NaN' AS DOUBLE) ELSE CAST(${cell} AS DOUBLE) END`
}

const text: TextKind = { type: 'string', nativeType: 'STRING', read: cell => cell }

/** SQL of how all cells of a column are written, for `kindOf`. Null cells are left out. */
export function writtenSql(cell: string): string {
  return `bit_or(CASE WHEN ${cell} IS NULL THEN NULL WHEN ${isWrittenAsSql(cell, 'integer')} AND ${cell} <> '-0' THEN
CASE WHEN try_cast(${cell} AS BIGINT) IS NOT NULL THEN ${written.bigint} WHEN try_cast(${cell} AS DECIMAL(38, 0)) IS NOT NULL THEN ${written.decimal} ELSE ${written.number} END
WHEN ${isWrittenAsSql(cell, 'number')} AND (try_cast(${cell} AS DOUBLE) IS NOT NULL OR ${isNegativeNaN(cell)}) THEN ${written.number}
WHEN ${isWrittenAsSql(cell, 'boolean')} THEN ${written.boolean} ELSE ${timeOrText(cell)} END)`
}

/** Like `writtenSql`, of texts that are known to be no other values than dates and timestamps, if any. */
export function timeWrittenSql(cell: string): string {
  return `bit_or(CASE WHEN ${cell} IS NOT NULL THEN ${timeOrText(cell)} END)`
}

function timeOrText(cell: string): string {
  return `CASE WHEN ${isWrittenAsSql(cell, 'date')} THEN ${written.date} WHEN ${isTimeSql(cell)} THEN ${written.timestamp} ELSE ${written.text} END`
}

/** The type of a column by how its cells are written; `unknown` without a single one. */
export function kindOf(bits: number): TextKind {
  const holds = ({ holds }: Candidate) => (bits & ~holds.reduce((sum, way) => sum | written[way], 0)) === 0
  return candidates.find(holds) ?? text
}

/** Whether all cells of a column are written in one of the ways, such as all as dates and none as a timestamp. */
export function isOneWay(bits: number): boolean {
  return (bits & (bits - 1)) === 0
}
