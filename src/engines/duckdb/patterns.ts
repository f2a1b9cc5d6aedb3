import { messageOf, UserError } from '../../core/errors.ts'
import type { Expr, FunctionName } from '../../core/expr.ts'
import { formatList } from '../../core/format.ts'

const searching: readonly FunctionName[] = ['matches', 'countMatches']

/** What made a query fail, in words about its patterns: DuckDB looks at a pattern only while the query runs. */
export function explained(reason: unknown, exprs: readonly (Expr | undefined)[]): unknown {
  const patterns = exprs.flatMap(expr => (expr === undefined ? [] : patternsOf(expr)))
  const [, detail] = /^Invalid Input Error: (.*)/.exec(messageOf(reason)) ?? []
  if (detail === undefined || patterns.length === 0) return reason
  return new UserError(`The pattern ${formatList(patterns)} is not a regular expression: ${detail}.`, {
    hint: 'Patterns are in RE2 syntax, which has neither lookaround nor backreferences.',
    cause: reason,
  })
}

function patternsOf(expr: Expr): readonly string[] {
  if (!('call' in expr)) return []
  const [, pattern] = expr.args
  const isPattern = searching.includes(expr.call) && pattern !== undefined && 'literal' in pattern
  return [...(isPattern ? [String(pattern.literal)] : []), ...expr.args.flatMap(patternsOf)]
}
