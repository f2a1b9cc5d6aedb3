import { type Result, resultSchema } from '../src/core/result.ts'

/**
 * The result document itself: keys in the order of its schema, indented, with a final newline. What could act on a
 * terminal or hide in an editor is written as an escape, which is the same document to a parser.
 *
 * @throws ZodError when the document does not fit its schema, which is a bug in what built it
 */
export function renderJson(result: Result): string {
  const text = JSON.stringify(resultSchema.parse(result), null, 2)
  return `${text.replace(invisible, escaped)}\n`
}

// JSON.stringify escapes the controls below U+0020 and lone surrogates by itself.
const invisible = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
