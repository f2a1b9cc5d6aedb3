/** What all texts of a column look like, as an expectation says it. */
export interface TextFormat {
  /** Completes "… look like": `e-mail addresses`. */
  readonly what: string
  readonly name: 'toHaveValuesOfFormat' | 'toHaveValuesMatching' | 'toHaveValuesInDateFormat'
  readonly params: Readonly<Record<string, string>>
}

/** So many texts at least have to agree, of which so many may not. */
const fewestTexts = 20
const strays = 0.01

const semantic: readonly (readonly [what: string, format: string, pattern: RegExp])[] = [
  ['UUIDs', 'uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['e-mail addresses', 'email', /^[^@\s]+@[^@\s]+\.[^@\s.]+$/],
  ['URLs', 'url', /^https?:\/\/[^\s/]+\S*$/],
  ['IPv4 addresses', 'ipv4', /^(\d{1,3}\.){3}\d{1,3}$/],
]

const [day, month, year] = ['(0[1-9]|[12]\\d|3[01])', '(0[1-9]|1[0-2])', '\\d{4}'] as const
const dateFormats: readonly (readonly [string, string])[] = ['/', '.', '-'].flatMap(sign => {
  const literal = sign === '.' ? '\\.' : sign
  return [
    [`%d${sign}%m${sign}%Y`, `^${day}${literal}${month}${literal}${year}$`],
    [`%m${sign}%d${sign}%Y`, `^${month}${literal}${day}${literal}${year}$`],
    [`%Y${sign}%m${sign}%d`, `^${year}${literal}${month}${literal}${day}$`],
  ] as const
})

/**
 * What nearly all of some texts have in common: a known format, or the classes of characters of an id. None for fewer
 * than 20 texts, for texts with blanks, and where two formats fit alike.
 */
export function formatOf(texts: readonly string[]): TextFormat | undefined {
  if (texts.length < fewestTexts) return undefined
  const dates = dateFormats.filter(([, pattern]) => fits(texts, new RegExp(pattern)))
  const [[format] = []] = dates
  if (format !== undefined && dates.length === 1)
    return { what: `dates such as ${texts[0]}`, name: 'toHaveValuesInDateFormat', params: { format } }
  if (dates.length > 1) return undefined
  for (const [what, format, expression] of semantic)
    if (fits(texts, expression)) return { what, name: 'toHaveValuesOfFormat', params: { format } }
  const pattern = idPattern(texts)
  if (pattern === undefined) return undefined
  return { what: 'ids of one form', name: 'toHaveValuesMatching', params: { pattern } }
}

function fits(texts: readonly string[], expression: RegExp): boolean {
  return texts.filter(text => !expression.test(text)).length <= texts.length * strays
}

/** What they start with, and the classes of characters that follow in all of them. */
function idPattern(texts: readonly string[]): string | undefined {
  if (texts.some(text => /\s/.test(text)) || new Set(texts).size < 2) return undefined
  const prefix = commonPrefix(texts)
  const rests = texts.map(text => text.slice(prefix.length))
  const body = runsPattern(rests) ?? alphabetPattern(rests)
  return body === undefined ? undefined : `^${escaped(prefix)}${body}$`
}

/** Up to and with the last sign that is neither letter nor digit: ids that happen to start alike are not meant. */
function commonPrefix([first = '', ...others]: readonly string[]): string {
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--
  return /^.*[^A-Za-z0-9]/.exec(first.slice(0, length))?.[0] ?? ''
}

const classes: readonly (readonly [string, RegExp])[] = [
  ['\\d', /^\d+/],
  ['[A-Z]', /^[A-Z]+/],
  ['[a-z]', /^[a-z]+/],
]

/** `[A-Z]{2}-\d+`: the same runs of characters in each text, and few of them. */
function runsPattern(texts: readonly string[]): string | undefined {
  const all = texts.map(runsOf)
  const [first = []] = all
  const shape = first.map(run => run.of).join('')
  if (first.length === 0 || first.length > 8 || all.some(runs => runs.map(run => run.of).join('') !== shape))
    return undefined
  return first
    .map(({ of, length }, index) => {
      if (!of.startsWith('[') && of !== '\\d') return of
      if (all.some(runs => runs[index]?.length !== length)) return `${of}+`
      return length === 1 ? of : `${of}{${length}}`
    })
    .join('')
}

interface Run {
  readonly of: string
  readonly length: number
}

function runsOf(text: string): readonly Run[] {
  const runs: Run[] = []
  for (let rest = text; rest !== ''; ) {
    const found = classes.find(([, expression]) => expression.test(rest))
    const part = found ? (found[1].exec(rest)?.[0] ?? '') : String.fromCodePoint(rest.codePointAt(0) ?? 0)
    runs.push({ of: found ? found[0] : escaped(part), length: part.length })
    rest = rest.slice(part.length)
  }
  return runs
}

/** `[0-9A-Za-z]{22}`: as long as each other, of one alphabet. */
function alphabetPattern(texts: readonly string[]): string | undefined {
  const lengths = new Set(texts.map(text => text.length))
  const [length = 0] = lengths
  if (lengths.size !== 1 || length < 4) return undefined
  const alphabet = ['[0-9a-f]', '[0-9A-F]', '[0-9A-Z]', '[0-9a-z]', '[0-9A-Za-z]', '[0-9A-Za-z_-]'].find(
    each => texts.every(text => new RegExp(`^${each}+$`).test(text)),
  )
  return alphabet === undefined ? undefined : `${alphabet}{${length}}`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
