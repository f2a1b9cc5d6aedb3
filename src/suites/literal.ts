import { isoText } from '../core/value.ts'

interface Syntax {
  text(text: string): string
  key(key: string): string
  bigint(value: bigint): string
  number(value: number): string
  date(value: Date): string
}

const mostCharacters = 100

/** A value as TypeScript, with quotes as this project writes them; over several lines where it is long. */
export function typescriptLiteral(value: unknown): string {
  return literal(value, typescript, { indent: 0, width: mostCharacters })
}

/** A value as TypeScript on one line. */
export function typescriptLine(value: unknown): string {
  return literal(value, typescript, { indent: 0, width: Number.POSITIVE_INFINITY })
}

/** A value as JSON; dates are text, and whole numbers of any size are exact. */
export function jsonLiteral(value: unknown): string {
  return literal(value, json, { indent: 0, width: mostCharacters })
}

const typescript: Syntax = {
  text: quoted,
  // In quotes it would set the prototype.
  key: key => (key === '__proto__' ? `['${key}']` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)),
  bigint: value => `${value}n`,
  number: String,
  date: value => `new Date(${quoted(value.toISOString())})`,
}

const json: Syntax = {
  text: JSON.stringify,
  key: JSON.stringify,
  bigint: String,
  // A whole number that is not exact would be read as one that is.
  number: value =>
    Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value),
  date: value => JSON.stringify(isoText(value)),
}

interface Layout {
  readonly indent: number
  readonly width: number
}

function literal(value: unknown, syntax: Syntax, { indent, width }: Layout): string {
  if (typeof value === 'string') return syntax.text(value)
  if (typeof value === 'bigint') return syntax.bigint(value)
  if (typeof value === 'number') return syntax.number(value)
  if (value instanceof Date) return syntax.date(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = { indent: indent + 2, width }
  const [open, close, space] = Array.isArray(value) ? ['[', ']', ''] : ['{', '}', ' ']
  const parts = (layout: Layout) =>
    Array.isArray(value)
      ? value.map(each => literal(each, syntax, layout))
      : Object.entries(value)
          .filter(([, property]) => property !== undefined)
          .map(([key, property]) => `${syntax.key(key)}: ${literal(property, syntax, layout)}`)
  const flat = parts({ indent: 0, width: Number.POSITIVE_INFINITY })
  if (flat.length === 0) return `${open}${close}`
  const line = `${open}${space}${flat.join(', ')}${space}${close}`
  if (indent + line.length <= width) return line
  const margin = ' '.repeat(inner.indent)
  const trailing = syntax === typescript ? ',' : ''
  return `${open}\n${margin}${parts(inner).join(`,\n${margin}`)}${trailing}\n${' '.repeat(indent)}${close}`
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
