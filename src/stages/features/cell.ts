import { parseDate } from '../../core/dates.ts'
import { UserError } from '../../core/errors.ts'
import { formatValue } from '../../core/format.ts'
import { type Column, typeWords } from '../../core/schema.ts'
import type { Value } from '../../core/value.ts'

/**
 * A cell as a value of its column's type; dates may be written as text. Null stays null.
 *
 * @throws UserError when it is missing or of another type
 */
export function cellOf({ name, type }: Column, cell: Value | undefined): Value {
  if (cell === undefined)
    throw new UserError(`${name} is missing in the row.`, { hint: 'Give null where there is no value.' })
  if (cell === null || type === 'unknown') return null
  const value = readers[type](cell)
  if (value !== undefined) return value
  throw new UserError(`${name} is ${formatValue(cell)}, and not ${typeWords[type]}.`, {
    hint: 'Give a value of the type that the features were made for.',
  })
}

type Cell = NonNullable<Value>
type Reader = (cell: Cell) => Value | undefined

const readers: Readonly<Record<Exclude<Column['type'], 'unknown'>, Reader>> = {
  integer: cell => (typeof cell === 'bigint' || Number.isSafeInteger(cell) ? cell : undefined),
  number: cell => (typeof cell === 'number' || typeof cell === 'bigint' ? Number(cell) : undefined),
  boolean: cell => (typeof cell === 'boolean' ? cell : undefined),
  string: cell => (typeof cell === 'string' ? cell : undefined),
  date: momentOf,
  timestamp: momentOf,
  list: () => undefined,
  struct: () => undefined,
}

function momentOf(cell: Cell): Value | undefined {
  if (cell instanceof Date) return cell
  return typeof cell === 'string' ? parseDate(cell) : undefined
}
