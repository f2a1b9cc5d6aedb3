import { evaluated } from './gx-expression.ts'

/** The value of a parameter, or a text such as `$price` that stands for one of the command line. */
export type Resolved = { readonly value: unknown; readonly usesNow: boolean } | { readonly problem: string }

/**
 * Replaces each `{ "$PARAMETER": expression }` in parameters of Great Expectations. An expression is a name, or
 * arithmetic of numbers, names, `now()`, `datetime(…)` and `timedelta(…)`.
 */
export function resolveParameters(kwargs: unknown, params: Readonly<Record<string, unknown>>): Resolved {
  let usesNow = false
  let problem: string | undefined
  const resolve = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(resolve)
    // A text that looks like a parameter of a suite file is written with a second dollar sign there.
    if (typeof part === 'string') return /^\$[A-Za-z_][\w-]*$/.test(part) ? `$${part}` : part
    if (typeof part !== 'object' || part === null || part instanceof Date) return part
    const entries = Object.entries(part)
    const [, expression] = entries.find(([key]) => key === '$PARAMETER') ?? []
    if (typeof expression !== 'string')
      return Object.fromEntries(entries.map(([key, value]) => [key, resolve(value)]))
    const own = entries.flatMap(([key, value]) =>
      key.startsWith('$PARAMETER.') ? [[key.slice('$PARAMETER.'.length), value]] : [],
    )
    usesNow ||= /\bnow\s*\(/.test(expression)
    try {
      return evaluated(expression, { ...params, ...Object.fromEntries(own) })
    } catch (error) {
      problem ??= `The parameter ${expression} cannot be computed: ${(error as Error).message}`
      return undefined
    }
  }
  const value = resolve(kwargs)
  return problem === undefined ? { value, usesNow } : { problem }
}
