import { UserError } from './errors.ts'
import type { Expr } from './expr.ts'
import { type ColumnType, kinds, numericTypes, typeWords } from './schema.ts'

/** A type of values, and the dataset that they are in. */
interface Typed {
  readonly type: ColumnType
  readonly label: string
}

const unordered: readonly ColumnType[] = ['list', 'struct']

/** What an expression gives, as the subject of a sentence. */
export function valuesOf(expr: Expr): string {
  return 'column' in expr ? `The values of ${expr.column}` : 'The computed values'
}

/** @throws UserError when values of a type have no order */
export function assertOrdered(type: ColumnType): void {
  if (unordered.includes(type))
    throw new UserError(`The values are each ${typeWords[type]}, so there is no smallest or largest.`)
}

/**
 * @param name what is asked of the values, such as `mean`
 * @throws UserError when values of a type cannot be added up; truth values count as 0 and 1
 */
export function assertSummable(type: ColumnType, name: string): void {
  if (type !== 'unknown' && type !== 'boolean' && !numericTypes.includes(type))
    throw new UserError(`The values are each ${typeWords[type]}, so there is no ${name}.`)
}

/**
 * @param values the subject of the sentence
 * @param purpose what only numbers are, such as `they have no ranks`
 * @throws UserError when values are no numbers
 */
export function assertNumeric(values: string, { type, label }: Typed, purpose: string): void {
  if (type !== 'unknown' && !numericTypes.includes(type))
    throw new UserError(`${values} in ${label} are each ${typeWords[type]}, so ${purpose}.`)
}

/** @throws UserError when an expression gives values of two kinds, which do not compare */
export function assertSameKind(of: Expr, own: Typed, other: Typed): void {
  if (areComparable(own.type, other.type)) return
  throw new UserError(
    `${valuesOf(of)} are each ${typeWords[own.type]} in ${own.label} and ${typeWords[other.type]} in ${other.label}, so they do not compare.`,
    { hint: 'Compare values of the same type.' },
  )
}

/** Whether values of two types can be equal. */
export function areComparable(own: ColumnType, other: ColumnType): boolean {
  const [ownKind, otherKind] = [kinds[own], kinds[other]]
  return ownKind === otherKind || ownKind === 'unknown' || otherKind === 'unknown'
}
