import { z } from 'zod'
import type { Verdict } from '../../src/core/expectation.ts'
import { and, type Expr, isWrittenAs, not, value } from '../../src/core/expr.ts'
import { formatCount, formatList, plural } from '../../src/core/format.ts'
import { type Column, type ColumnType, columnTypes, isSubtype, typeWords } from '../../src/core/schema.ts'

/** The type of a column. */
export const columnType = z.enum(columnTypes).exclude(['unknown'])

/** How strictly types are told apart. */
export const exactly = z
  .boolean()
  .default(false)
  .describe('Whether whole numbers are refused as numbers, and all text where another type is expected.')

interface Wanted {
  readonly types: readonly ColumnType[]
  readonly exactly: boolean
}

interface Written {
  readonly checked: number
  /** How many values offend, where the column is text. */
  readonly misfits: number
}

/** `a number`, `a number or text`. */
export function typesText(types: readonly ColumnType[]): string {
  return formatList(types.map(type => typeWords[type])).replace(' and ', ' or ')
}

/** Judges the type of a column that has values. */
export function judgeType(
  column: Column,
  { types, exactly }: Wanted,
  { checked, misfits }: Written,
): Verdict {
  const isOf = exactly ? isExactly : isSubtype
  if (types.some(type => isOf(column.type, type)))
    return { status: 'passed', found: typeWords[column.type], observed: { type: column.type } }
  const isReadable = misfits === 0 && column.type === 'string'
  return {
    status: 'failed',
    found:
      misfits > 0 && !exactly
        ? `${formatCount(misfits)} of ${plural(checked, 'value')} not written as ${typesText(types)}`
        : typeWords[column.type],
    observed: { type: column.type, checked, misfits },
    unexpected: { count: misfits, of: checked },
    hint: isReadable
      ? `Every value is written as ${typesText(types)}, but the file stores the column as text.`
      : undefined,
  }
}

/** True for text that is not written as one of the types. Values of a column that is typed already are not text. */
export function isMisfit(column: string, { types, exactly }: Wanted): Expr {
  const isText = isWrittenAs(value(column), 'string')
  const fits = types.filter(type => !exactly || type === 'string')
  return and(isText, ...fits.map(type => not(isWrittenAs(value(column), type))))
}

/** A date is a timestamp even then: files do not tell them apart. */
function isExactly(actual: ColumnType, wanted: ColumnType): boolean {
  return actual === wanted || (actual === 'date' && wanted === 'timestamp')
}

/** The logical type that a type's name stands for in pandas, NumPy, Python, Spark or SQL; the name itself if none. */
export function gxType(name: unknown): unknown {
  if (typeof name !== 'string') return name
  const word = name.replace(/[([].*$/s, '').toLowerCase()
  return Object.entries(typeNames).find(([, names]) => names.split(' ').includes(word))?.[0] ?? name
}

/** The logical types of a list of such names; names that stand for none are left out, unless all do. */
export function gxTypes(names: unknown): unknown {
  if (!Array.isArray(names)) return names
  const types = [...new Set(names.map(gxType))]
  const known = types.filter(type => columnType.safeParse(type).success)
  return known.length > 0 ? known : types
}

const typeNames: Partial<Readonly<Record<ColumnType, string>>> = {
  integer:
    'int int_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 int8dtype int16dtype int32dtype int64dtype uint8dtype uint16dtype uint32dtype uint64dtype integer bigint smallint tinyint hugeint long byte short integertype longtype shorttype bytetype long biginteger smallinteger',
  number:
    'float float_ float16 float32 float64 float32dtype float64dtype double double_precision real numeric decimal number floattype doubletype decimaltype',
  string:
    'str str_ string string_ stringdtype object object_ o varchar char text nvarchar nchar character unicode stringtype varchartype chartype category',
  boolean: 'bool bool_ booleandtype boolean booleantype bit',
  date: 'date datetype',
  timestamp:
    'datetime datetime64 timestamp timestamptype timestampntztype datetime2 timestamp_ntz timestamp_tz timestamp_ltz timestamptz',
  list: 'list array arraytype tuple',
  struct: 'dict struct structtype map maptype json jsonb variant',
}
