import { UserError } from '../../core/errors.ts'
import { type Call, callFunction } from './functions.ts'
import { type ConfigNode, type ConfigScalar, mostNesting } from './node.ts'
import { isSweep, type Override, type Sweep } from './override.ts'
import { readKey } from './override-key.ts'
import { scalarFromWord } from './words.ts'

/**
 * Reads one override as Hydra 1.3 does.
 *
 * @throws UserError when the key or the value cannot be read
 * @see https://hydra.cc/docs/advanced/override_grammar/basic/
 */
export function readOverride(text: string): Override {
  const equals = text.indexOf('=')
  if (equals < 0) {
    const key = readKey(text, text)
    if (key.action !== 'remove')
      throw new UserError(`The override ${text} has no value.`, {
        hint: `Write ${text}=VALUE, or ~${text} to remove it.`,
      })
    return { ...key, text, value: undefined }
  }
  const key = readKey(text.slice(0, equals), text)
  return { ...key, text, value: new ValueReader(text, equals + 1).readAll() }
}

/** Reads the value part of an override, from the outside in. */
class ValueReader {
  readonly text: string
  position: number
  depth = 0

  constructor(text: string, position: number) {
    this.text = text
    this.position = position
  }

  readAll(): ConfigNode | Sweep {
    this.skip(/[ \t]*/y)
    if (this.atEnd()) return { kind: 'scalar', value: '' }
    const elements = this.readSeparated(() => this.readElement())
    if (!this.atEnd()) throw this.unexpected()
    const [only, ...others] = elements
    if (only && others.length === 0) return only
    const choices = elements.map(element => this.plain(element))
    return { kind: 'choice', choices, simple: true }
  }

  /** One or more, with commas between. */
  readSeparated<T>(read: () => T): readonly T[] {
    const all = [read()]
    while (this.skip(/[ \t]*,[ \t]*/y)) all.push(read())
    return all
  }

  readElement(): ConfigNode | Sweep {
    if (++this.depth > mostNesting) throw this.refuse(`goes deeper than ${mostNesting} levels`)
    const element = this.readContainer() ?? this.readPrimitive()
    this.depth--
    return element
  }

  readContainer(): ConfigNode | Sweep | undefined {
    if (this.skip(/\[[ \t]*/y)) return this.readList()
    if (this.skip(/\{[ \t]*/y)) return this.readMap()
    const name = this.skip(/([A-Za-z_][\w-]*)[ \t]*\([ \t]*/y)
    return name === undefined ? undefined : this.readCall(name.replace(/[ \t]*\([ \t]*$/, ''))
  }

  readList(): ConfigNode {
    if (this.skip(/[ \t]*\]/y)) return { kind: 'list', items: [] }
    const items = this.readSeparated(() => this.plain(this.readElement()))
    this.expect(/[ \t]*\]/y)
    return { kind: 'list', items }
  }

  readMap(): ConfigNode {
    if (this.skip(/[ \t]*\}/y)) return { kind: 'map', entries: new Map() }
    const pairs = this.readSeparated(() => this.readPair())
    this.expect(/[ \t]*\}/y)
    return { kind: 'map', entries: new Map(pairs) }
  }

  readPair(): readonly [string, ConfigNode] {
    const key = this.skip(/(?:[\w/\-+.$%*@?| \t]|\\[\\()[\]{}:=, \t]|\\)+/y)
    if (key === undefined || key.trim() === '') throw this.unexpected()
    this.expect(/[ \t]*:[ \t]*/y)
    return [textOf(tokensOf(key)), this.plain(this.readElement())]
  }

  readCall(name: string): ConfigNode | Sweep {
    const start = this.position
    const positional: Call['positional'][number][] = []
    const named = new Map<string, ConfigNode | Sweep>()
    if (!this.skip(/[ \t]*\)/y)) {
      this.readSeparated(() => this.readArgument(positional, named))
      this.expect(/[ \t]*\)/y)
    }
    const text = `${name}(${this.text.slice(start, this.position)}`
    return callFunction({ name, positional, named, text })
  }

  readArgument(positional: (ConfigNode | Sweep)[], named: Map<string, ConfigNode | Sweep>): void {
    const name = this.skip(/([A-Za-z_][\w-]*)[ \t]*=[ \t]*/y)
    if (name === undefined && named.size > 0)
      throw this.refuse('has an argument without a name behind one with a name')
    if (name === undefined) positional.push(this.readElement())
    else named.set(name.replace(/[ \t]*=[ \t]*$/, ''), this.readElement())
  }

  readPrimitive(): ConfigScalar {
    const quote = this.text[this.position]
    if (quote === '"' || quote === "'") return this.readQuoted(quote)
    const word = this.skip(/(?:\$\{[^}]+\}|[\w/\-+.$%*@?|: \t]|\\[\\()[\]{}:=, \t]|\\)+/y)
    if (word === undefined || word.trim() === '') throw this.unexpected()
    return scalarFromTokens(tokensOf(word))
  }

  readQuoted(quote: '"' | "'"): ConfigScalar {
    const pattern = quote === '"' ? /"((?:[^"\\]|\\[\s\S])*)"/y : /'((?:[^'\\]|\\[\s\S])*)'/y
    const all = this.skip(pattern)
    if (all === undefined) throw this.refuse(`has an opening ${quote} without a closing one`)
    // Only backslashes before a quote are escapes, the closing quote included.
    const value = all
      .slice(1, -1)
      .replace(
        new RegExp(`(\\\\+)(${quote}|$)`, 'g'),
        (_, slashes: string, end: string) => slashes.slice(0, slashes.length / 2) + end,
      )
    return { kind: 'scalar', value, quote }
  }

  plain(element: ConfigNode | Sweep): ConfigNode {
    if (isSweep(element)) throw this.refuse('has a sweep inside of a value')
    return element
  }

  atEnd(): boolean {
    return this.position === this.text.length
  }

  /** Steps over what the sticky pattern matches here and returns it. */
  skip(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const [matched] = pattern.exec(this.text) ?? []
    this.position += matched?.length ?? 0
    return matched
  }

  expect(pattern: RegExp): void {
    if (this.skip(pattern) === undefined) throw this.unexpected()
  }

  unexpected(): UserError {
    const found = [...this.text.slice(this.position)][0]
    const what =
      found === undefined ? 'ends too early' : `cannot be read at "${found}" (character ${this.position + 1})`
    const hint = `To use it as text, put the value in quotes: ${this.text.slice(0, this.text.indexOf('='))}='…'.`
    return this.refuse(what, hint)
  }

  refuse(what: string, hint?: string): UserError {
    const shown = this.text.length > 200 ? `${this.text.slice(0, 200)}…` : this.text
    return new UserError(`The override ${shown} ${what}.`, { hint })
  }
}

/** Interpolations, escapes, white space and single characters, without white space at the ends but for that of a colon. */
function tokensOf(word: string): readonly string[] {
  const tokens = word.match(/\$\{[^}]+\}|\\[\\()[\]{}:=, \t]|[ \t]*:[ \t]*|[ \t]+|[^ \t]/g) ?? []
  const first = isSpace(tokens[0]) ? 1 : 0
  return tokens.slice(first, isSpace(tokens.at(-1)) ? -1 : undefined)
}

function scalarFromTokens(tokens: readonly string[]): ConfigScalar {
  const text = textOf(tokens)
  // Escapes and interpolations are the tokens of more than one character that are no spaces.
  const isText = tokens.some(token => token.length > 1 && !isSpace(token))
  return isText ? { kind: 'scalar', value: text } : scalarFromWord(text)
}

function textOf(tokens: readonly string[]): string {
  return tokens.map(token => (token.length === 2 && token.startsWith('\\') ? token.slice(1) : token)).join('')
}

function isSpace(token: string | undefined): boolean {
  return token !== undefined && /^[ \t]+$/.test(token)
}
