import type { Problem } from './problem.ts'
import type { Position } from './tree.ts'

interface SyntaxError {
  readonly code: string
  readonly message: string
  readonly pos: readonly [number, number]
}

const longestLine = 120

/** The parser's words that do not tell what to do, in ours. */
const words: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'A suite is one document; here a second one starts.',
  RESOURCE_EXHAUSTION: 'The nesting is too deep.',
  BAD_INDENT: 'The indentation is wrong, or a bracket further up is not closed.',
  BLOCK_AS_IMPLICIT_KEY: 'A second key in the same line. Start a new line, or quote a text with a colon.',
  BAD_SCALAR_START: 'A text that starts so has to be quoted.',
  TAG_RESOLVE_FAILED: 'Tags have no meaning in a suite. Quote a text that starts with an exclamation mark.',
}

/** What the parser complains about, one problem a line: those that follow in a line are consequences of the first. */
export function syntaxProblems(
  errors: readonly SyntaxError[],
  positionOf: (offset: number) => Position,
  source: string,
): readonly Problem[] {
  const lines = source.split(/\r?\n/)
  const problems = new Map<number, Problem>()
  for (const { code, message, pos } of errors) {
    const at = positionOf(pos[0])
    const text = wordsFor(code, message, (lines[at.line - 1] ?? '').slice(0, at.column - 1))
    if (!problems.has(at.line)) problems.set(at.line, { at, trail: [], text, details: codeFrame(lines, at) })
  }
  return [...problems.values()]
}

function wordsFor(code: string, message: string, before: string): string {
  // Below a list, a line that starts further left than the list is taken for a key.
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && before.trim() === '')
    return 'The indentation is not that of the lines above.'
  if (/^Unexpected flow-\w+-end token/.test(message)) return 'A bracket is closed here that is not open.'
  return words[code] ?? `${message.replace(/\.$/, '').replace('"quote', 'quotation mark')}.`
}

/** The line before, the line, and a caret under the column. */
function codeFrame(lines: readonly string[], { line, column }: Position): readonly string[] {
  const width = String(line).length
  const numbered = (number: number) =>
    `${String(number).padStart(width)} | ${(lines[number - 1] ?? '').slice(0, longestLine)}`.trimEnd()
  const caret = column <= longestLine ? [`${' '.repeat(width)} | ${' '.repeat(column - 1)}^`] : []
  return [...(line > 1 ? [numbered(line - 1)] : []), numbered(line), ...caret]
}
