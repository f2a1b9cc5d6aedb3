import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

/** One `@example expression // value` of a docstring. */
export interface DocumentedExample {
  readonly file: string
  readonly expression: string
  readonly value: string
}

/** The examples in the docstrings of a folder's source files, in the order of files and lines. */
export function examplesIn(folder: string): readonly DocumentedExample[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts'))
    .sort()
    .flatMap(file =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/\* @example (.+?) \/\/ (.+)$/gm)].map(
        ([, expression = '', value = '']) => ({ file, expression, value }),
      ),
    )
}

/** What an expression is worth when the exports of a module are in scope. */
export function evaluate(expression: string, scope: Readonly<Record<string, unknown>>): unknown {
  return new Function(...Object.keys(scope), `return (${expression})`)(...Object.values(scope))
}

/** Whether two values are the same but for a relative difference of 1e-12 between numbers. */
export function sameButForRounding(found: unknown, expected: unknown): boolean {
  if (typeof found === 'number' && typeof expected === 'number') {
    return Object.is(found, expected) || Math.abs(found - expected) <= 1e-12 * Math.abs(expected)
  }
  if (typeof found !== 'object' || typeof expected !== 'object' || found === null || expected === null) {
    return isDeepStrictEqual(found, expected)
  }
  const entries = Object.entries(expected)
  return (
    Array.isArray(found) === Array.isArray(expected) &&
    entries.length === Object.keys(found).length &&
    entries.every(([key, value]) => sameButForRounding((found as Record<string, unknown>)[key], value))
  )
}
