import { UserError } from '../../core/errors.ts'
import type { NamedColumn } from '../table/table.ts'

/** @throws UserError when a column is text */
export function numbersOf({ name, values }: NamedColumn, step: string): Float64Array {
  if (values instanceof Float64Array) return values
  throw new UserError(`${step} takes numbers, but ${name} is text.`)
}

/** @throws UserError when a column is numbers */
export function textsOf({ name, values }: NamedColumn, step: string): readonly (string | null)[] {
  if (!(values instanceof Float64Array)) return values
  throw new UserError(`${step} takes text, but ${name} is numbers.`)
}

export function isMissing(value: number | string | null): value is null {
  return value === null || Number.isNaN(value)
}
