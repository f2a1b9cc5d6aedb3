import { textOf } from './document.ts'
import type { Wanted } from './draft.ts'
import type { NoCheck } from './keywords.ts'

const octet = String.raw`(25[0-5]|2[0-4]\d|1?\d?\d)`
const group = '[0-9a-fA-F]{1,4}'
const label = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?'

/** Up to seven groups with `::` in one place, or eight groups without. */
const ipv6 = [
  `(${group}:){7}${group}`,
  ...Array.from({ length: 7 }, (_, before) => {
    const head = before === 0 ? ':' : `(${group}:){${before}}`
    return `${head}(:${group}){1,${7 - before}}`
  }),
  `(${group}:){1,7}:`,
  '::',
].join('|')

/** Patterns (RE2) for the formats of texts that several standards name. They tell how a text is written only. */
const patterns: Readonly<Record<string, string>> = {
  email: String.raw`^[^@\s]+@[^@\s]+\.[^@\s]+$`,
  uuid: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  ipv4: String.raw`^${octet}(\.${octet}){3}$`,
  ipv6: `^(${ipv6})$`,
  uri: String.raw`^[A-Za-z][A-Za-z0-9+.-]*:\S+$`,
  hostname: String.raw`^${label}(\.${label})*$`,
  time: String.raw`^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d\d:\d\d)?$`,
  duration: String.raw`^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$`,
}

/** A check that texts are written in a format: `email`, `uuid`, `ipv4`, `ipv6`, `uri`, `hostname`, `time`, `duration`. */
export function textFormat(format: unknown): Wanted | NoCheck {
  const pattern = typeof format === 'string' && Object.hasOwn(patterns, format) ? patterns[format] : undefined
  if (pattern === undefined) return { reason: `the format ${textOf(format)} has no check.` }
  return { name: 'toHaveValuesMatching', args: { pattern } }
}

/** The format that a pattern was made for. */
export function formatOfPattern(pattern: unknown): string | undefined {
  return Object.keys(patterns).find(format => patterns[format] === pattern)
}
