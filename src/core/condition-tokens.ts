import type { Value } from './value.ts'

/** A condition that cannot be read. The message completes "where: …". */
export class ConditionError extends Error {
  override readonly name = 'ConditionError'
}

export interface Token {
  /** A `name` stands in backticks; a `word` is a name or means something. */
  readonly kind: 'word' | 'name' | 'number' | 'text' | 'sign' | 'end'
  readonly text: string
  /** Of numbers and texts. */
  readonly value?: Value
  /** Counts from 0. */
  readonly at: number
}

/** Where the reading of a text has got to. */
export class Tokens {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', at: 0 }
  }

  /** Goes past the next token when it is one of these words or signs. */
  take(...wanted: readonly string[]): string | undefined {
    const { kind, text } = this.next
    if ((kind !== 'word' && kind !== 'sign') || !wanted.includes(text)) return undefined
    this.#at++
    return text
  }

  advance(): Token {
    const token = this.next
    this.#at++
    return token
  }

  expect(wanted: string): void {
    if (this.take(wanted) === undefined) throw this.refusal(`expected ${wanted}`)
  }

  refusal(complaint: string): ConditionError {
    const { kind, text, at } = this.next
    return new ConditionError(
      `${complaint} at character ${at + 1}, received ${kind === 'end' ? 'the end' : text}`,
    )
  }
}

const shapes: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['name', /`(?:[^`]|``)+`/y],
  ['number', /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y],
  ['text', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy],
  ['sign', /==|!=|<>|<=|>=|[=<>()[\]{},.+\-*/&|~!]/y],
]

/**
 * The words, numbers, texts and signs of a condition, and its end.
 *
 * @throws ConditionError at the first character that starts none of them
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const [kind, found] = match(text, at)
    if (kind !== 'space') tokens.push(tokenOf(kind, found, at))
    at += found.length
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }]
}

function match(text: string, at: number): readonly [Token['kind'] | 'space', string] {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at
    const [found] = shape.exec(text) ?? []
    if (found !== undefined) return [kind, found]
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  const complaint = '"\'`'.includes(character) ? 'is never closed' : 'has no meaning'
  throw new ConditionError(`${character} at character ${at + 1} ${complaint}`)
}

function tokenOf(kind: Token['kind'], found: string, at: number): Token {
  if (kind === 'name') return { kind, text: found.slice(1, -1).replaceAll('``', '`'), at }
  if (kind === 'text') return { kind, text: found, value: unescaped(found.slice(1, -1)), at }
  if (kind === 'number') return { kind, text: found, value: numberOf(found), at }
  return { kind, text: found, at }
}

function numberOf(text: string): number | bigint {
  const number = Number(text)
  return /^\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unescaped(text: string): string {
  return text.replace(/\\(u([0-9a-fA-F]{4})|[\s\S])/g, (_, character: string, code: string | undefined) =>
    code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}
