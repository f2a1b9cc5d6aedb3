import { parseDate } from '../../core/dates.ts'
import { UserError } from '../../core/errors.ts'
import { kinds, typeWords } from '../../core/schema.ts'
import type { Value } from '../../core/value.ts'
import { doubleText, literalSql } from './literals.ts'
import type { Sql } from './sql.ts'

/** An argument of a function; `value` where it is a literal. */
export interface Operand extends Sql {
  readonly value?: Value
}

type Operator = '=' | '<' | '<=' | '>' | '>='

export const nullBoolean: Sql = { text: 'CAST(NULL AS BOOLEAN)', type: 'boolean' }

const mirrored: Readonly<Record<Operator, Operator>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/**
 * Compares exactly: integers with integers, numbers with numbers, and an integer with a number by value rather
 * than by rounding one to the other. NaN equals itself and is above all other numbers. Values of different kinds
 * are never equal, and to ask for their order is an error; a text that is written as a date compares with dates.
 *
 * @throws UserError when two kinds have no order.
 */
export function comparison(operator: Operator, left: Operand, right: Operand): Sql {
  const [a, b] = asSameKind(left, right)
  if (kinds[a.type] === 'unknown' || kinds[b.type] === 'unknown') return nullBoolean
  if (kinds[a.type] !== kinds[b.type]) return differentKinds(operator, a, b)
  if (kinds[a.type] === 'numeric') return numericComparison(operator, a, b)
  if (kinds[a.type] === 'nested') return plain(operator, asText(a), asText(b))
  return plain(operator, a, b)
}

/** Whether the first operand equals one of the others; nulls among those are ignored. */
export function membership(of: Operand, others: readonly Operand[]): Sql {
  if (kinds[of.type] === 'unknown') return nullBoolean
  const list = others.filter(other => other.type !== 'unknown').map(other => asSameKind(of, other)[1])
  const texts = list.every(isLiteral) ? list.flatMap(other => comparableText(of, other)) : undefined
  if (texts === undefined) return anyOf(of, list)
  const distinct = [...new Set(texts)]
  if (distinct.length === 0) return never(of)
  const operand = kinds[of.type] === 'nested' ? asText(of) : of
  return { text: `(${operand.text} IN (${distinct.join(', ')}))`, type: 'boolean' }
}

function anyOf(of: Operand, others: readonly Operand[]): Sql {
  if (others.length === 0) return never(of)
  const parts = others.map(other => comparison('=', of, other).text)
  return { text: `(${parts.join(' OR ')})`, type: 'boolean' }
}

/** The value's SQL in the operand's own type, or nothing when no value of that type equals it. */
function comparableText(of: Operand, other: Operand): readonly string[] {
  if (kinds[of.type] !== kinds[other.type] || other.value === undefined || other.value === null) return []
  if (of.type === 'number') {
    const number = asExactNumber(other.value)
    return number === undefined ? [] : [doubleText(number)]
  }
  if (of.type === 'integer' && other.type !== 'integer') return []
  return [other.text]
}

function numericComparison(operator: Operator, a: Operand, b: Operand): Sql {
  if (a.type === b.type) return plain(operator, a, b)
  if (isLiteral(a) && a.type === 'integer') return integerBound(mirrored[operator], b, a)
  if (isLiteral(b) && b.type === 'integer') return integerBound(operator, a, b)
  // A literal that is not an integer lies where doubles hold every integer, or beyond all integers.
  return plain(operator, asDouble(a), asDouble(b))
}

/** A number against an integer literal, which need not be a double itself. */
function integerBound(operator: Operator, number: Operand, { value }: Operand): Sql {
  const integer = BigInt(value as number | bigint)
  const exact = asExactNumber(integer)
  if (exact !== undefined) return plain(operator, number, double(exact))
  if (operator === '=') return never(number)
  // Between two neighbouring doubles, everything up to the lower one is less, everything above it is more.
  const below = largestDoubleBelow(integer)
  return plain(operator === '<' || operator === '<=' ? '<=' : '>', number, double(below))
}

function asExactNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'bigint') return undefined
  const number = Number(value)
  return Number.isFinite(number) && BigInt(number) === value ? number : undefined
}

function largestDoubleBelow(integer: bigint): number {
  const nearest = Number(integer)
  if (BigInt(nearest) < integer) return nearest
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, nearest)
  view.setBigInt64(0, view.getBigInt64(0) + (nearest > 0 ? -1n : 1n))
  return view.getFloat64(0)
}

function differentKinds(operator: Operator, a: Operand, b: Operand): Sql {
  if (operator === '=')
    return {
      text: `CASE WHEN ${a.text} IS NOT NULL AND ${b.text} IS NOT NULL THEN false END`,
      type: 'boolean',
    }
  throw new UserError(`${described(a)} and ${described(b)} have no order.`, {
    hint: 'Compare values of the same type.',
  })
}

function described({ type, value }: Operand): string {
  return value === undefined
    ? `A column that holds ${typeWords[type]}`
    : `${String(value)} (${typeWords[type]})`
}

function asSameKind(a: Operand, b: Operand): readonly [Operand, Operand] {
  if (kinds[a.type] === 'time') return [a, asTime(b)]
  if (kinds[b.type] === 'time') return [asTime(a), b]
  return [a, b]
}

function asTime(operand: Operand): Operand {
  const date = typeof operand.value === 'string' ? parseDate(operand.value) : undefined
  return date === undefined ? operand : { ...literalSql(date), value: date }
}

function isLiteral(operand: Operand): boolean {
  return operand.value !== undefined
}

function never(of: Operand): Sql {
  return { text: `CASE WHEN ${of.text} IS NOT NULL THEN false END`, type: 'boolean' }
}

function plain(operator: Operator, a: Sql, b: Sql): Sql {
  return { text: `(${a.text} ${operator} ${b.text})`, type: 'boolean' }
}

function asDouble(operand: Operand): Sql {
  return { text: `CAST(${operand.text} AS DOUBLE)`, type: 'number' }
}

function asText(operand: Operand): Operand {
  return { ...operand, text: `CAST(${operand.text} AS STRING)` }
}

function double(value: number): Sql {
  return { text: doubleText(value), type: 'number' }
}
