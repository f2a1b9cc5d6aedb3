import { z } from 'zod'
import { formatList, plural } from '../../src/core/format.ts'
import { closest } from '../../src/core/suggest.ts'

/** Names of columns, at least one, each once. */
export const columnList = z
  .array(z.string())
  .min(1)
  .superRefine((columns, context) => {
    const repeated = columns.find((name, index) => columns.indexOf(name) !== index)
    if (repeated !== undefined) context.addIssue(`${repeated} is listed twice`)
  })
  .meta({ title: 'list of column names' })

interface Difference {
  readonly missing: readonly string[]
  readonly surplus: readonly string[]
}

/** What is expected and not there, and what is there and not expected; each in its own order. */
export function differenceOf(actual: readonly string[], expected: readonly string[]): Difference {
  return {
    missing: expected.filter(name => !actual.includes(name)),
    surplus: actual.filter(name => !expected.includes(name)),
  }
}

/** `2 of 3 columns there; missing: price; not expected: prize`. */
export function differenceText({
  missing,
  surplus,
  expected,
}: Difference & { readonly expected: number }): string {
  const there = `${expected - missing.length} of ${plural(expected, 'column')} there`
  const absent = missing.length > 0 ? `; missing: ${formatList(missing)}` : ''
  return `${there}${absent}${surplus.length > 0 ? `; not expected: ${formatList(surplus)}` : ''}`
}

/** One sentence when a missing column seems to be there under a similar name. */
export function likelyRenaming({ missing, surplus }: Difference): string | undefined {
  for (const name of missing) {
    const similar = closest(name, surplus)
    if (similar !== undefined) return `The column ${similar} may be the missing ${name}.`
  }
  return undefined
}
