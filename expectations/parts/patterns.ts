import { z } from 'zod'
import { and, type Expr, matches, not, or, value } from '../../src/core/expr.ts'
import { formatList } from '../../src/core/format.ts'
import { pattern } from './pattern.ts'

/** Regular expressions, at least one. */
export const patterns = z.array(pattern).min(1).meta({
  title: 'list of regular expressions',
  description: 'RE2 syntax; each may match anywhere in the text unless it says `^` or `$`.',
})

/** Of how many patterns a value has to have a match. */
export const matchOn = z
  .enum(['any', 'all'])
  .default('any')
  .describe('Whether a match of one of the patterns is enough.')

/** True for values without a match of any, or of all of some patterns. */
export function lacksMatch(column: string, patterns: readonly string[], matchOn: 'any' | 'all'): Expr {
  const parts = patterns.map(each => matches(value(column), each))
  return not(matchOn === 'any' ? or(...parts) : and(...parts))
}

/** True for values with a match of at least one pattern. */
export function hasMatch(column: string, patterns: readonly string[]): Expr {
  return or(...patterns.map(each => matches(value(column), each)))
}

/** `any of a and b`, `all of a and b`, `a`. */
export function patternsText(patterns: readonly string[], matchOn: 'any' | 'all'): string {
  return patterns.length === 1 ? patterns.join() : `${matchOn} of ${formatList(patterns)}`
}
