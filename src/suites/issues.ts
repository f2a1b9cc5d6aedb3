import type { z } from 'zod'
import { closest } from '../core/suggest.ts'

type Issue = z.core.$ZodIssue

/** A validation issue without its path: `expected number, received undefined`. */
export function issueText(issue: Issue, input: unknown): string {
  if (issue.code === 'invalid_value') return valueText(issue.values.map(String), input)
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input')
    return unionText(issue.errors, input) ?? 'not valid'
  return withoutKind(issue.message)
}

/** The value at a path of some data, `undefined` where the path ends early. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }
  return value
}

function valueText(possible: readonly string[], input: unknown): string {
  const received =
    input === undefined ? 'nothing' : typeof input === 'object' ? typeWord(input) : String(input)
  const best = closest(received, possible)
  const hint = best === undefined ? '' : `; did you mean ${best}?`
  return `expected ${listed(possible)}, received ${received}${hint}`
}

/** A union of plain types as one sentence; `undefined` for unions of anything else. */
function unionText(errors: readonly (readonly Issue[])[], input: unknown): string | undefined {
  const expected: string[] = []
  for (const issues of errors) {
    const [only] = issues
    if (issues.length !== 1 || only?.code !== 'invalid_type' || only.path.length > 0) return undefined
    expected.push(only.expected)
  }
  return `expected ${listed([...new Set(expected)])}, received ${typeWord(input)}`
}

function typeWord(value: unknown): string {
  if (value === null) return 'null'
  if (value instanceof Date) return 'date'
  return Array.isArray(value) ? 'array' : typeof value
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** Drops zod's heading: `Invalid input: `, `Too small: `. */
function withoutKind(message: string): string {
  const text = message.replace(/^(Invalid|Too|Unrecognized)[\w ]*: /, '')
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
