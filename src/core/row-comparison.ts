import { parseDate } from './dates.ts'
import { UserError } from './errors.ts'
import { formatValue } from './format.ts'
import { literalValue, ofPresent, otherType, type RowValue, wordsOf } from './row-literal.ts'
import { kinds } from './schema.ts'
import { compareValues, isNumeric, type Value } from './value.ts'

/** Values of different kinds are never equal, and to ask for their order is an error. */
export function comparison(args: readonly RowValue[], holds: (order: number) => boolean): RowValue {
  const [left = literalValue(null), right = literalValue(null)] = args
  const [a, b] = [asTime(left, right), asTime(right, left)]
  const [kind, other] = [kinds[a.type], kinds[b.type]]
  if (kind === 'nested' || other === 'nested')
    throw new UserError('Lists and structs cannot be compared here.', otherType)
  if (kind === 'unknown' || other === 'unknown') return { type: 'boolean', of: () => null }
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
