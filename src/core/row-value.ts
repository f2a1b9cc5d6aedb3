import { parseDate } from './dates.ts'
import { UserError } from './errors.ts'
import type { Expr, FunctionName } from './expr.ts'
import { formatValue } from './format.ts'
import { type ColumnType, kinds, numericTypes, typeWords } from './schema.ts'
import { didYouMean } from './suggest.ts'
import { compareValues, isNumeric, type Value } from './value.ts'

/** The cells of a row by column, each of its column's type or null. */
export type Row = Readonly<Record<string, Value>>

/** What an expression gives, worked out for one row at a time. */
export interface RowValue {
  readonly type: ColumnType
  /** Where it is the same for all rows. */
  readonly literal?: Value
  of(row: Row): Value
}

/**
 * An expression as a function of a row. What it gives is what every engine gives, but for a timestamp's digits behind
 * the milliseconds.
 *
 * @param types those of the columns that it may use
 * @throws UserError when a column is not there, a function does not apply to a type, or needs more than one row or an engine
 */
export function rowValue(expr: Expr, types: ReadonlyMap<string, ColumnType>): RowValue {
  if ('literal' in expr) return literalValue(expr.literal)
  if ('column' in expr) return columnValue(expr.column, types)
  const translate = functions[expr.call]
  if (translate === undefined)
    throw new UserError(`${expr.call} cannot be worked out for one row at a time.`, {
      hint: 'Use arithmetic, comparisons, in, is null, and, or, not, length, abs, hour and weekday.',
    })
  return translate(expr.args.map(arg => rowValue(arg, types)))
}

function literalValue(literal: Value): RowValue {
  return { type: literalType(literal), literal, of: () => literal }
}

const largestInteger = 2 ** 127

function literalType(value: Value): ColumnType {
  if (value === null) return 'unknown'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < largestInteger ? 'integer' : 'number'
  if (value instanceof Date) return 'timestamp'
  return typeof value === 'string' ? 'string' : 'boolean'
}

function columnValue(name: string, types: ReadonlyMap<string, ColumnType>): RowValue {
  const type = types.get(name)
  if (type === undefined)
    throw new UserError(`There is no column ${name}.`, {
      hint: didYouMean(name, [...types.keys()], 'Columns are'),
    })
  return { type, of: row => row[name] ?? null }
}

const otherType = { hint: 'Choose columns of another type, or cast them in a step before.' }

type Translation = (args: readonly RowValue[]) => RowValue

const functions: Partial<Readonly<Record<FunctionName, Translation>>> = {
  and: args => joined(args, false),
  or: args => joined(args, true),
  not: args => {
    const [of] = conditions(args)
    return boolean(row => negated(of?.of(row) ?? null))
  },
  isNull: ([of]) => boolean(row => (of?.of(row) ?? null) === null),
  isNonFinite: ([of]) =>
    boolean(row => {
      const value = of?.of(row)
      return typeof value === 'number' && !Number.isFinite(value)
    }),
  equal: args => comparison(args, order => order === 0),
  lessThan: args => comparison(args, order => order < 0),
  atMost: args => comparison(args, order => order <= 0),
  moreThan: args => comparison(args, order => order > 0),
  atLeast: args => comparison(args, order => order >= 0),
  isIn: ([of, ...others]) => {
    const tests = others
      .filter(other => other.literal !== null)
      .map(other => comparison([of ?? other, other], order => order === 0))
    return boolean(row => (of?.of(row) == null ? null : tests.some(test => test.of(row) === true)))
  },
  add: args => arithmetic(args, { integers: (a, b) => a + b, numbers: (a, b) => a + b }),
  subtract: args => arithmetic(args, { integers: (a, b) => a - b, numbers: (a, b) => a - b }),
  multiply: args => arithmetic(args, { integers: (a, b) => a * b, numbers: (a, b) => a * b }),
  divide: args => {
    const [a, b] = numbers(args)
    return ofPresent('number', [a, b], ([dividend, divisor]) =>
      Number(divisor) === 0 ? null : Number(dividend) / Number(divisor) + 0,
    )
  },
  abs: args => {
    const [a] = numbers(args)
    return ofPresent(a.type, [a], ([value]) =>
      typeof value === 'bigint' ? exact(value < 0n ? -value : value) : Math.abs(Number(value)),
    )
  },
  length: ([of]) => {
    if (of === undefined || (of.type !== 'string' && of.type !== 'unknown'))
      throw new UserError(`Only text has a length here, and this is ${wordsOf(of)}.`, otherType)
    return ofPresent('integer', [of], ([text]) => [...String(text)].length)
  },
  hour: args => ofMoment(args, moment => moment.getUTCHours()),
  weekday: args => ofMoment(args, moment => ((moment.getUTCDay() + 6) % 7) + 1),
}

function boolean(of: RowValue['of']): RowValue {
  return { type: 'boolean', of }
}

/** `decisive` is what one part of decides for all: false for `and`, true for `or`; else null if any part is. */
function joined(args: readonly RowValue[], decisive: boolean): RowValue {
  const parts = conditions(args)
  return boolean(row => {
    const values = parts.map(part => part.of(row))
    if (values.includes(decisive)) return decisive
    return values.includes(null) ? null : !decisive
  })
}

function negated(value: Value): Value {
  return value === null ? null : value === false
}

function conditions(args: readonly RowValue[]): readonly RowValue[] {
  const other = args.find(({ type }) => type !== 'boolean' && type !== 'unknown')
  if (other) throw new UserError(`A condition is true or false, and this is ${wordsOf(other)}.`, otherType)
  return args
}

function arithmetic(
  args: readonly RowValue[],
  {
    integers,
    numbers: ofNumbers,
  }: {
    readonly integers: (a: bigint, b: bigint) => bigint
    readonly numbers: (a: number, b: number) => number
  },
): RowValue {
  const [a, b] = numbers(args)
  if (a.type === 'integer' && b.type === 'integer')
    return ofPresent('integer', [a, b], ([x, y]) =>
      exact(integers(BigInt(x as number | bigint), BigInt(y as number | bigint))),
    )
  // Minus zero equals zero, so that both are written the same way.
  return ofPresent('number', [a, b], ([x, y]) => ofNumbers(Number(x), Number(y)) + 0)
}

function numbers(args: readonly RowValue[]): readonly [RowValue, RowValue] {
  const other = args.find(({ type }) => !numericTypes.includes(type) && type !== 'unknown')
  if (other) throw new UserError(`Arithmetic needs numbers, and this is ${wordsOf(other)}.`, otherType)
  const [a = literalValue(null), b = literalValue(null)] = args
  return [a, b]
}

function exact(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function ofMoment([of]: readonly RowValue[], part: (moment: Date) => number): RowValue {
  if (of === undefined || !['date', 'timestamp', 'unknown'].includes(of.type))
    throw new UserError(
      `Only dates and timestamps have hours and weekdays, and this is ${wordsOf(of)}.`,
      otherType,
    )
  return ofPresent('integer', [of], ([moment]) => (moment instanceof Date ? part(moment) : null))
}

function ofPresent(
  type: ColumnType,
  args: readonly RowValue[],
  of: (values: readonly NonNullable<Value>[]) => Value,
): RowValue {
  return {
    type,
    of: row => {
      const values = args.map(arg => arg.of(row))
      return values.some(value => value === null) ? null : of(values as readonly NonNullable<Value>[])
    },
  }
}

/** Values of different kinds are never equal, and to ask for their order is an error. */
function comparison(args: readonly RowValue[], holds: (order: number) => boolean): RowValue {
  const [left = literalValue(null), right = literalValue(null)] = args
  const [a, b] = [asTime(left, right), asTime(right, left)]
  const [kind, other] = [kinds[a.type], kinds[b.type]]
  if (kind === 'nested' || other === 'nested')
    throw new UserError('Lists and structs cannot be compared here.', otherType)
  if (kind === 'unknown' || other === 'unknown') return boolean(() => null)
  if (kind !== other) {
    if (holds(-1) || holds(1))
      throw new UserError(`There is no order of ${wordsOf(a)} and ${wordsOf(b)}.`, otherType)
    return ofPresent('boolean', [a, b], () => false)
  }
  // Two columns of different types are compared as floating point numbers.
  const isRounded = a.type !== b.type && kind === 'numeric' && !isExact(a) && !isExact(b)
  return ofPresent('boolean', [a, b], ([x, y]) =>
    isRounded ? holds(order(Number(x), Number(y))) : holds(order(x ?? null, y ?? null)),
  )
}

function isExact({ literal, type }: RowValue): boolean {
  return literal !== undefined && type === 'integer'
}

/** A text that is compared with a date is one too. */
function asTime(own: RowValue, other: RowValue): RowValue {
  if (kinds[other.type] !== 'time' || typeof own.literal !== 'string') return own
  const date = parseDate(own.literal)
  if (date === undefined)
    throw new UserError(`${formatValue(own.literal)} is no date.`, {
      hint: 'Write it as 2020-01-31 or 2020-01-31 10:30.',
    })
  return literalValue(date)
}

/** NaN equals itself and is above all other numbers; texts are ordered by code points. */
function order(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (isNumeric(a ?? null) && isNumeric(b ?? null)) {
    const [above, below] = [Number.isNaN(a), Number.isNaN(b)]
    if (above || below) return Number(above) - Number(below)
  }
  return compareValues(a, b) ?? 0
}

function wordsOf(of: RowValue | undefined): string {
  return typeWords[of?.type ?? 'unknown']
}
