import { z } from 'zod'

/** How patterns of SQL's LIKE are written. */
export const likeOptions = {
  escape: z
    .string()
    .length(1)
    .optional()
    .describe('The character behind which `%`, `_`, `[` and itself stand for themselves.'),
  brackets: z
    .boolean()
    .default(false)
    .describe('Whether `[ab]`, `[a-z]` and `[^a]` are one character of a set, as in SQL Server.'),
}

/** A pattern of SQL's LIKE. */
export const likePattern = z.string().meta({
  title: 'LIKE pattern',
  description: '`%` is any text, `_` one character; the pattern covers the whole value, and case matters.',
})

/** Patterns of SQL's LIKE, at least one. */
export const likePatterns = z.array(likePattern).min(1).meta({
  title: 'list of LIKE patterns',
  description: '`%` is any text, `_` one character; a pattern covers the whole value, and case matters.',
})

interface LikeOptions {
  readonly escape?: string
  readonly brackets: boolean
}

/** The regular expression that matches what a pattern of LIKE matches. */
export function likeToPattern(like: string, { escape: escaping, brackets }: LikeOptions): string {
  let pattern = ''
  for (let at = 0; at < like.length; ) {
    const rest = like.slice(at)
    const character = String.fromCodePoint(rest.codePointAt(0) ?? 0)
    const [set] = brackets ? (/^\[(\^?)([^\]]+)\]/.exec(rest) ?? []) : []
    if (character === escaping && rest.length > 1) {
      const escaped = String.fromCodePoint(rest.codePointAt(1) ?? 0)
      pattern += quoted(escaped)
      at += 1 + escaped.length
    } else {
      pattern += set === undefined ? (wildcards[character] ?? quoted(character)) : setPattern(set)
      at += (set ?? character).length
    }
  }
  return `^(?s:${pattern})$`
}

const wildcards: Readonly<Record<string, string>> = { '%': '.*', _: '.' }

function quoted(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
}

/** `[a-z]` with what regular expressions read otherwise quoted. */
function setPattern(set: string): string {
  return set.replace(/\\|(?<!^)\[/g, '\\$&')
}

/** What an importer cannot know about patterns. */
export function bracketsRemark(kwargs: Readonly<Record<string, unknown>>): string | undefined {
  const { like_pattern, like_pattern_list } = kwargs
  const patterns = [like_pattern, like_pattern_list].flat().filter(each => typeof each === 'string')
  if (!patterns.some(each => each.includes('['))) return undefined
  return 'Brackets in LIKE patterns are read as SQL Server reads them; write brackets: false where they stand for themselves.'
}
