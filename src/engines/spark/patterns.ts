import { UserError } from '../../core/errors.ts'

/**
 * A regular expression of RE2 as one of Java, which is what Spark searches with, that matches the same.
 *
 * @throws UserError when it is none of RE2's
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function javaPattern(pattern: string): string {
  return `(?d)${noHalf}(?:${new Translator(pattern).translated()})`
}

/**
 * Not between the two halves of a character beyond 16 bits, where Java looks for an empty match, too. Before it, `(?d)`
 * says that only \n ends a line.
 */
const noHalf = '(?![\\x{dc00}-\\x{dfff}])'

const blanks = '\\t\\n\\f\\r '
const word = '[0-9A-Za-z_]'
const boundary = `(?:(?<!${word})(?=${word})|(?<=${word})(?!${word}))`
const noBoundary = `(?:(?<!${word})(?!${word})|(?<=${word})(?=${word}))`

/** Escapes that Java knows otherwise, or not at all, outside of brackets. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['s', `[${blanks}]`],
  ['S', `[^${blanks}]`],
  ['b', boundary],
  ['B', noBoundary],
  ['A', '\\A'],
  ['z', '\\z'],
])

/** Reads a pattern from left to right. */
class Translator {
  readonly #pattern: string
  #rest: string
  /** What stands before the rest: an atom can be repeated, nothing and a repetition cannot. */
  #before: 'nothing' | 'atom' | 'repetition' = 'nothing'
  /** Whether `^` and `$` stand at lines, in each group that is open. */
  #multiline = [false]

  constructor(pattern: string) {
    this.#pattern = pattern
    this.#rest = pattern
  }

  translated(): string {
    let java = ''
    while (this.#rest !== '') java += this.#next()
    if (this.#multiline.length > 1) throw this.#refusal('missing )')
    return java
  }

  #next(): string {
    const repetition = this.#take(/^(?:[*+?]|\{(\d+)(?:,(\d*))?\})/)
    if (repetition !== undefined) return this.#repetition(repetition)
    if (this.#take(/^\\Q/)) return this.#quotation()
    const [character = ''] = this.#rest
    if (character === '(') return this.#group()
    this.#rest = this.#rest.slice(character.length)
    if (character === ')') return this.#groupEnd()
    if (character === '|') {
      this.#before = 'nothing'
      return '|'
    }
    this.#before = 'atom'
    if (character === '[') return this.#brackets()
    if (character === '\\') return this.#escape(escapes)
    if (character === '^') return this.#multiline.at(-1) ? '(?<![^\\n])' : '\\A'
    if (character === '$') return this.#multiline.at(-1) ? '(?![^\\n])' : '\\z'
    return /[{}\]]/.test(character) ? `\\${character}` : character
  }

  #repetition([written = '', least, most]: readonly (string | undefined)[]): string {
    if (this.#before === 'nothing') throw this.#refusal(`nothing to repeat before ${written}`)
    if (this.#before === 'repetition') throw this.#refusal(`${written} repeats a repetition`)
    if (Math.max(Number(least ?? 0), Number(most ?? 0)) > 1000) throw this.#refusal(`${written} is too often`)
    this.#before = 'repetition'
    return written + (this.#take(/^\?/) ? '?' : '')
  }

  #quotation(): string {
    const [written = ''] = this.#take(/^.*?(?:\\E|$)/s) ?? []
    const text = written.replace(/\\E$/, '')
    if (text !== '') this.#before = 'atom'
    return text.replace(/[^\p{L}\p{N}\s]/gu, '\\$&')
  }

  #group(): string {
    const [, on = '', off = '', end] = this.#take(/^\(\?([ims]*)(?:-([ims]+))?([:)])/) ?? []
    if (end !== undefined) return this.#flags(on, off, end)
    if (/^\(\?(?!P?<[A-Za-z0-9_]+>)/.test(this.#rest)) throw this.#refusal(`${this.#rest} is no group`)
    // Names are of no use here, and Java allows fewer of them.
    this.#take(/^\((?:\?P?<\w+>)?/)
    this.#open(this.#multiline.at(-1) ?? false)
    return '('
  }

  /** `(?i)` for the rest of a group, or `(?i:` for a group of its own. */
  #flags(on: string, off: string, end: string): string {
    const isMultiline = !off.includes('m') && (on.includes('m') || this.#multiline.at(-1) === true)
    if (end === ':') this.#open(isMultiline)
    else this.#multiline.splice(-1, 1, isMultiline)
    const [wanted, unwanted] = [on, off].map(flags => flags.replace('m', '').replace('i', 'iu'))
    const flags = wanted + (unwanted ? `-${unwanted}` : '')
    return flags === '' && end === ')' ? '' : `(?${flags}${end}`
  }

  #open(isMultiline: boolean): void {
    this.#multiline.push(isMultiline)
    this.#before = 'nothing'
  }

  #groupEnd(): string {
    this.#multiline.pop()
    if (this.#multiline.length === 0) throw this.#refusal('unexpected )')
    this.#before = 'atom'
    return ')'
  }

  #brackets(): string {
    let java = this.#take(/^\^/) ? '[^' : '['
    for (let isFirst = true; isFirst || !this.#take(/^\]/); isFirst = false) {
      const [, not, name] = this.#take(/^\[:(\^?)(\w+):\]/) ?? []
      const [character] = this.#rest
      if (name !== undefined) java += this.#namedClass(name, not === '^')
      else if (character === undefined) throw this.#refusal('missing ]')
      else {
        this.#rest = this.#rest.slice(character.length)
        if (character === '\\') java += this.#escape(escapesInBrackets)
        else java += /[[\]&^]/.test(character) ? `\\${character}` : character
      }
    }
    return `${java}]`
  }

  #namedClass(name: string, isNegated: boolean): string {
    const own = name === 'word' ? '\\w' : posixClasses.get(name)
    if (own === undefined) throw this.#refusal(`there is no class [:${name}:]`)
    return isNegated ? own.replace(/[pw]/, letter => letter.toUpperCase()) : own
  }

  /** What stands behind a backslash. */
  #escape(own: ReadonlyMap<string, string>): string {
    const [, octal] = this.#take(/^(0[0-7]{0,2}|[1-7][0-7]{1,2})/) ?? []
    if (octal !== undefined) return `\\x{${Number.parseInt(octal, 8).toString(16)}}`
    const [hexadecimal] = this.#take(/^x(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]+\})/) ?? []
    if (hexadecimal !== undefined) return `\\${hexadecimal}`
    const [, letter, short, not, long] = this.#take(/^([pP])(?:([A-Z])|\{(\^?)(\w+)\})/) ?? []
    if (letter !== undefined) return category(letter, short ?? long ?? '', not === '^')
    const [character] = this.#take(/^[\s\S]/u) ?? []
    if (character === undefined) throw this.#refusal('nothing stands behind the last \\')
    const known = own.get(character)
    if (known !== undefined) return known
    if (character === 'v') return '\\x0B'
    if (/[dDwWafnrt]/.test(character) || /[!-/:-@[-`{-~]/.test(character)) return `\\${character}`
    throw this.#refusal(`there is no \\${character}`)
  }

  #take(wanted: RegExp): RegExpExecArray | undefined {
    const found = wanted.exec(this.#rest)
    if (found === null) return undefined
    this.#rest = this.#rest.slice(found[0].length)
    return found
  }

  #refusal(reason: string): UserError {
    return new UserError(`The pattern ${this.#pattern} is not a regular expression: ${reason}.`, {
      hint: 'Patterns are in RE2 syntax, which has neither lookaround nor backreferences.',
    })
  }
}

// Java's own \S leaves out one more character, the vertical tab.
const escapesInBrackets: ReadonlyMap<string, string> = new Map([
  ['s', blanks],
  ['S', '\\S\\x0B'],
])

const posixClasses: ReadonlyMap<string, string> = new Map(
  [
    ...['Alnum', 'Alpha', 'ASCII', 'Blank', 'Cntrl', 'Digit', 'Graph', 'Lower', 'Print', 'Punct', 'Space'],
    ...['Upper', 'XDigit'],
  ].map(name => [name.toLowerCase(), `\\p{${name}}`]),
)

/** A general category, such as `Lu`, or a script, such as `Greek`. */
function category(letter: string, name: string, isNegated: boolean): string {
  const other = letter === 'p' ? 'P' : 'p'
  return `\\${isNegated ? other : letter}{${name.length > 2 ? `Is${name}` : name}}`
}
