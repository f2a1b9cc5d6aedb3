import type { Argument, Interpolation, Template } from './interpolation.ts'
import { mostNesting } from './node.ts'

/**
 * The parts of a text with `${…}`, as OmegaConf 2.3 reads them. `\${` is the characters themselves.
 *
 * @throws RangeError with a sentence about what cannot be read
 */
export function readTemplate(text: string): Template {
  return new TemplateReader(text).readAll()
}

/** An argument that stands alone: what `oc.decode` is given. @throws RangeError as `readTemplate` */
export function readArgument(text: string): Argument {
  return new TemplateReader(text).readSingle()
}

class TemplateReader {
  private readonly text: string
  private position = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  readAll(): Template {
    return this.readText(/(?:[^\\$]|\$(?!\{)|\\+(?!\\|\$\{))+/y, undefined)
  }

  readSingle(): Argument {
    this.skip(/[ \t]*/y)
    const argument = this.readArgument()
    if (this.position < this.text.length) throw this.unexpected()
    return argument
  }

  /** Up to the quote, or to the end of everything. Backslashes are halved before interpolations and quotes. */
  private readText(plain: RegExp, quote: string | undefined): Template {
    const parts: (string | Interpolation)[] = []
    while (this.position < this.text.length && this.text[this.position] !== quote) {
      const slashes = this.skip(/\\+(?!\\)/y) ?? ''
      const isBefore = this.text.startsWith('${', this.position) || this.atQuote(quote)
      if (slashes !== '') parts.push(isBefore ? '\\'.repeat(slashes.length / 2) : slashes)
      if (isBefore && slashes.length % 2 === 1) parts.push(this.skip(/\$\{|['"]/y) ?? '')
      else if (this.text.startsWith('${', this.position)) parts.push(this.readInterpolation())
      else {
        const literal = this.skip(plain)
        if (literal === undefined && slashes === '') break
        if (literal !== undefined) parts.push(literal)
      }
    }
    return parts
  }

  private atQuote(quote: string | undefined): boolean {
    return quote !== undefined && this.text[this.position] === quote
  }

  private readInterpolation(): Interpolation {
    if (++this.depth > mostNesting)
      throw new RangeError(`It has interpolations deeper than ${mostNesting} levels.`)
    const start = this.position
    this.skip(/\$\{[ \t]*/y)
    const name = this.skip(/[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*[ \t]*:/y)
    const text = () => this.text.slice(start, this.position)
    const read: Interpolation =
      name === undefined
        ? { kind: 'key', dots: this.skip(/\.+/y)?.length ?? 0, path: this.readPath(), text: text() }
        : {
            kind: 'call',
            name: name.slice(0, -1).trim(),
            arguments: this.readArguments(),
            text: text(),
          }
    this.depth--
    return read
  }

  private readPath(): readonly (string | Interpolation)[] {
    const path: (string | Interpolation)[] = []
    do {
      const bracket = this.skip(/\[/y)
      path.push(this.readKey())
      if (bracket !== undefined && this.skip(/\]/y) === undefined) throw this.unexpected()
    } while (this.skip(/\.|(?=\[)/y) !== undefined)
    if (this.skip(/[ \t]*\}/y) === undefined) throw this.unexpected()
    return path
  }

  private readKey(): string | Interpolation {
    if (this.text.startsWith('${', this.position)) return this.readInterpolation()
    const key = this.skip(/[^\\{}()[\]:. \t'"]+/y)
    if (key === undefined) throw this.unexpected()
    return key
  }

  private readArguments(): readonly Argument[] {
    if (this.skip(/[ \t]*\}/y) !== undefined) return []
    this.skip(/[ \t]*/y)
    return this.readSequence(/[ \t]*\}/y)
  }

  /** Nothing between two commas is an empty text. */
  private readSequence(end: RegExp): readonly Argument[] {
    const all: Argument[] = []
    do all.push(this.isAtGap(end) ? { kind: 'quoted', parts: [] } : this.readArgument())
    while (this.skip(/[ \t]*,[ \t]*/y) !== undefined)
    if (this.skip(end) === undefined) throw this.unexpected()
    return all
  }

  private isAtGap(end: RegExp): boolean {
    end.lastIndex = this.position
    return end.test(this.text) || this.text[this.position] === ','
  }

  private readArgument(): Argument {
    if (++this.depth > mostNesting)
      throw new RangeError(`It has arguments deeper than ${mostNesting} levels.`)
    const argument = this.readContainer() ?? this.readWord()
    this.depth--
    return argument
  }

  private readContainer(): Argument | undefined {
    if (this.skip(/\[[ \t]*/y) !== undefined)
      return { kind: 'list', items: this.skip(/\]/y) === undefined ? this.readSequence(/[ \t]*\]/y) : [] }
    if (this.skip(/\{[ \t]*/y) !== undefined) return { kind: 'map', entries: this.readEntries() }
    const quote = this.skip(/['"]/y)
    if (quote === undefined) return undefined
    const plain = quote === '"' ? /(?:[^\\$"]|\$(?!\{))+/y : /(?:[^\\$']|\$(?!\{))+/y
    const parts = this.readText(plain, quote)
    if (this.skip(/['"]/y) === undefined) throw this.unexpected()
    return { kind: 'quoted', parts }
  }

  private readEntries(): readonly (readonly [string, Argument])[] {
    const entries: (readonly [string, Argument])[] = []
    if (this.skip(/\}/y) !== undefined) return entries
    do {
      const key = this.skip(/[^\\{}()[\]:,'"]+/y)?.trim() ?? ''
      if (key === '' || this.skip(/:[ \t]*/y) === undefined) throw this.unexpected()
      entries.push([key, this.readArgument()])
    } while (this.skip(/[ \t]*,[ \t]*/y) !== undefined)
    if (this.skip(/[ \t]*\}/y) === undefined) throw this.unexpected()
    return entries
  }

  private readWord(): Argument {
    const parts: (string | Interpolation)[] = []
    for (;;) {
      if (this.text.startsWith('${', this.position)) parts.push(this.readInterpolation())
      else if (this.skip(/[ \t]+(?=[,\]}]|$)/y) !== undefined) continue
      else {
        const escaped = this.skip(/\\[\\()[\]{}:=, \t]/y)?.slice(1)
        const part =
          escaped ?? this.skip(/(?:[^\\$,{}[\]()'" \t]|\$(?!\{)|[ \t]+(?![ \t]*(?:[,\]}]|$)))+|\\/y)
        if (part === undefined) break
        parts.push(part)
      }
    }
    if (parts.length === 0) throw this.unexpected()
    return { kind: 'word', parts }
  }

  private skip(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const [matched] = pattern.exec(this.text) ?? []
    this.position += matched?.length ?? 0
    return matched
  }

  private unexpected(): RangeError {
    const [found] = [...this.text.slice(this.position)]
    return new RangeError(
      found === undefined
        ? 'It has an interpolation without a closing brace.'
        : `It cannot be read at "${found}" (character ${this.position + 1}).`,
    )
  }
}
