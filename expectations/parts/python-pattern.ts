/**
 * A regular expression of Python's `re` in RE2 syntax: classes mean all of Unicode, `$` also stands in front of a last
 * line feed. What RE2 has no words for stays as it is, and is refused later. What is no text stays what it is.
 */
export function pythonPattern(pattern: unknown): unknown {
  if (Array.isArray(pattern)) return pattern.map(pythonPattern)
  if (typeof pattern !== 'string') return pattern
  const isAscii = /^\(\?[a-z]*a/.test(pattern)
  const classes = isAscii ? {} : unicodeClasses
  const isMultiline = /\(\?[a-z]*m/.test(pattern)
  let isInSet = false
  return pattern.replace(/\\[\s\S]|\[\^?\]?|[\]$]|\(\?[a-zA-Z]+[:)]/g, part => {
    if (part.startsWith('(?')) return withoutForeignFlags(part)
    if (part.startsWith('\\')) return translated(part, isInSet, classes)
    if (part === ']') {
      isInSet = false
      return part
    }
    if (part === '$') return isInSet || isMultiline ? part : '\\n?$'
    if (isInSet) return part.replace('[', '\\[')
    isInSet = true
    return part
  })
}

interface Class {
  readonly inSet?: string
  readonly alone: string
}

const unicodeClasses: Readonly<Record<string, Class>> = {
  '\\d': { inSet: '\\p{Nd}', alone: '\\p{Nd}' },
  '\\D': { inSet: '\\P{Nd}', alone: '\\P{Nd}' },
  '\\w': { inSet: '\\p{L}\\p{N}_', alone: '[\\p{L}\\p{N}_]' },
  '\\W': { alone: '[^\\p{L}\\p{N}_]' },
  '\\s': { inSet: '\\s\\v\\x1c-\\x1f\\x{85}\\p{Z}', alone: '[\\s\\v\\x1c-\\x1f\\x{85}\\p{Z}]' },
  '\\S': { alone: '[^\\s\\v\\x1c-\\x1f\\x{85}\\p{Z}]' },
}

function translated(part: string, isInSet: boolean, classes: Readonly<Record<string, Class>>): string {
  if (part === '\\Z') return '\\z'
  const unicode = classes[part]
  return (isInSet ? unicode?.inSet : unicode?.alone) ?? part
}

/** Python's flags `a`, `u` and `L` choose what classes mean; RE2 has none for it. */
function withoutForeignFlags(group: string): string {
  const flags = group.slice(2, -1).replace(/[auL]/g, '')
  if (flags === '') return group.endsWith(')') ? '' : '(?:'
  return `(?${flags}${group.slice(-1)}`
}
