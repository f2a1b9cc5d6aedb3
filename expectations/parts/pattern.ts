import { z } from 'zod'

/** Constructs that need backtracking, which the engines' matchers (RE2) do without so that no pattern is ever slow. */
const unsupported: readonly (readonly [RegExp, string])[] = [
  [/^\(\?[=!]/, 'lookahead'],
  [/^\(\?<[=!]/, 'lookbehind'],
  [/^\(\?>/, 'an atomic group'],
  [/^\(\?\(/, 'a condition'],
  [/^\(\?(?:R|&|P>|\d)/, 'recursion'],
  [/^\(\?P=|^\\[1-9]|^\\k[<{']|^\\g/, 'a backreference'],
  [/^[*+?}]\+/, 'a possessive quantifier'],
]

/** A regular expression in RE2 syntax that is searched for anywhere in the text, unless it says ^ or $. */
export const pattern = z
  .string()
  .superRefine((text, context) => {
    const problem = problemOf(text)
    if (problem) context.addIssue(problem)
  })
  .meta({
    title: 'regular expression',
    description: 'RE2 syntax; it may match anywhere in the text unless it says `^` or `$`.',
  })

/** Why a pattern cannot be used; engines find the rarer mistakes. */
function problemOf(text: string): string | undefined {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const rest = text.slice(at)
    const [, construct] = unsupported.find(([shape]) => shape.test(rest)) ?? []
    if (construct)
      return `${text} has ${construct} at character ${at + 1}, which is not supported: matching uses RE2 syntax`
    if (rest === '\\') return `${text} ends in a lone backslash`
    if (rest[0] === '\\') at += lengthOfEscape(rest) - 1
    else if (rest[0] === '[') {
      const length = lengthOfClass(rest)
      if (length === undefined) return `${text} has a [ at character ${at + 1} that is never closed`
      at += length - 1
    } else if (rest[0] === '(') depth++
    else if (rest[0] === ')' && --depth < 0)
      return `${text} has a ) at character ${at + 1} that closes nothing`
  }
  return depth > 0 ? `${text} has a ( that is never closed` : undefined
}

/** The length of `\d`, `\p{Lu}` or `\Q…\E`. */
function lengthOfEscape(rest: string): number {
  if (!rest.startsWith('\\Q')) return /^\\[pPx]\{[^}]*\}/.exec(rest)?.[0].length ?? 2
  const end = rest.indexOf('\\E', 2)
  return end === -1 ? rest.length : end + 2
}

/** The length of `[…]`, in which a leading ] and [:names:] do not close. */
function lengthOfClass(rest: string): number | undefined {
  return /^\[\^?\]?(?:\\[\s\S]|\[:\^?[a-z]+:\]|[^\]\\])*\]/.exec(rest)?.[0].length
}
