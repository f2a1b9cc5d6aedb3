import type { Translation } from './keywords.ts'
import { type Keywords, no } from './keywords.ts'

const range = (key: 'min' | 'max', isStrict: boolean) => (bound: unknown) => ({
  name: 'toHaveValuesBetween',
  args: { [key]: bound, ...(isStrict && { [key === 'min' ? 'strictMin' : 'strictMax']: true }) },
})

const lengths = (key: 'min' | 'max') => (bound: unknown) => ({
  name: 'toHaveLengthsBetween',
  args: { [key]: bound },
})

/** What JSON Schema, Frictionless and ODCS say about single values in the same words. */
export const constraints = {
  minimum: range('min', false),
  maximum: range('max', false),
  exclusiveMinimum: range('min', true),
  exclusiveMaximum: range('max', true),
  minLength: lengths('min'),
  maxLength: lengths('max'),
  /** The value contains a match. */
  pattern: pattern => ({ name: 'toHaveValuesMatching', args: { pattern } }),
  multipleOf: multiples,
} satisfies Keywords

/** What is said about the items of a list. */
export const listConstraints = {
  minItems: (count, { column }) => sqlRule(count, column, length => `${length} < ${count}`),
  maxItems: (count, { column }) => sqlRule(count, column, length => `${length} > ${count}`),
  uniqueItems: (isUnique, { column }) =>
    isUnique === false ? [] : noRowWhere(`len(${quoted(column)}) > len(list_distinct(${quoted(column)}))`),
  items: no('what is inside of lists is not checked.'),
} satisfies Keywords

/** One of several values. Nulls among them only say that a value may be missing. */
export function oneOf(values: unknown): Translation {
  if (!Array.isArray(values)) return { reason: 'it is no list.' }
  const present = values.filter(value => value !== null)
  if (values.length > 0 && present.length === 0) return { name: 'toHaveOnlyNulls' }
  return { name: 'toHaveValuesInSet', args: { values: present } }
}

/** No row meets a condition in SQL. */
export function noRowWhere(sql: string): Translation {
  return { name: 'toHaveRowCount', columns: [], args: { equal: 0, where: { sql } } }
}

/** A column's name in SQL. */
export function quoted(column: string): string {
  return `"${column.replaceAll('"', '""')}"`
}

function sqlRule(count: unknown, column: string, condition: (length: string) => string): Translation {
  if (!Number.isSafeInteger(count)) return { reason: 'it is no whole number.' }
  return noRowWhere(condition(`len(${quoted(column)})`))
}

function multiples(of: unknown, { column }: { readonly column: string }): Translation {
  if (!Number.isSafeInteger(of) || (of as number) < 1)
    return { reason: 'only multiples of whole numbers can be told exactly.' }
  return noRowWhere(`${quoted(column)} % ${of} <> 0`)
}
