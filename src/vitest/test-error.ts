import { stripVTControlCharacters } from 'node:util'

/** An error as vitest copies it. */
export interface TestError {
  readonly name?: string
  readonly message: string
  readonly stack?: string
  /** Of a `UserError`. */
  readonly hint?: unknown
}

const shownLines = 6

/** The first lines of an error's message, without colours. */
export function shortMessage({ message, name }: TestError): string {
  const lines = stripVTControlCharacters(message).trim().split('\n')
  const text = lines.slice(0, shownLines).join('\n').trimEnd()
  return text === '' ? `${name ?? 'An error'} was thrown` : text
}

/** Whether a value was not as expected, rather than something being broken. */
export function isAssertion(error: TestError): boolean {
  return error.name === 'AssertionError'
}
