import { resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Position } from './origin.ts'

/** What the bundler says about a file, without its picture of the source. */
export interface BuildError {
  readonly message: string
  readonly position: Position
}

/** Reads a message such as `[PARSE_ERROR] Unexpected token ╭─[ a.ts:3:19 ]`; `undefined` for any other message. */
export function readBuildError(text: string): BuildError | undefined {
  const plain = stripVTControlCharacters(text)
  const [, message] = /\[[A-Z_]+\] (.+)/.exec(plain) ?? []
  const [, file, line, column] = /╭─\[ (.+):(\d+):(\d+) \]/.exec(plain) ?? []
  if (message === undefined || file === undefined) return undefined
  // The bundler tells files relative to the working directory.
  return { message, position: { file: resolve(file), line: Number(line), column: Number(column) } }
}
