import { UserError } from './errors.ts'
import type { FunctionName } from './expr.ts'
import { comparison } from './row-comparison.ts'
import { literalValue, ofPresent, otherType, type RowValue, wordsOf } from './row-literal.ts'
import { numericTypes } from './schema.ts'
import type { Value } from './value.ts'

type Translation = (args: readonly RowValue[]) => RowValue

/** What functions of an expression give for one row; those that need more are absent. */
export const rowCalls: Partial<Readonly<Record<FunctionName, Translation>>> = {
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
