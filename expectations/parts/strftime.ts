/** A date format as a regular expression (RE2) and what its groups are. */
export interface DatePattern {
  readonly pattern: string
  /** Numbers of the groups of year, month and day, or the text that stands for one that is not written. */
  readonly year: number | string
  readonly month: number | string
  /** Absent where no day is written: then every month has one. */
  readonly day?: number
}

const names = {
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  months: [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ],
}
const short = (words: readonly string[]) => words.map(word => word.slice(0, 3)).join('|')

/** As Python's strptime reads them; in English, in any case, seconds without leap seconds. */
const directives: Readonly<Record<string, string>> = {
  a: short(names.weekdays),
  A: names.weekdays.join('|'),
  b: short(names.months),
  B: names.months.join('|'),
  d: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]',
  f: '\\d{1,6}',
  G: '\\d{4}',
  H: '2[0-3]|[01]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  j: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  p: 'am|pm',
  S: '[0-5]\\d|\\d',
  u: '[1-7]',
  U: '5[0-3]|[0-4]\\d|\\d',
  V: '5[0-3]|0[1-9]|[1-4]\\d|\\d',
  w: '[0-6]',
  W: '5[0-3]|[0-4]\\d|\\d',
  y: '\\d{2}',
  Y: '000[1-9]|00[1-9]\\d|0[1-9]\\d{2}|[1-9]\\d{3}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|(?-i:Z)',
  Z: 'utc|gmt',
  '%': '%',
}

/** Formats that stand for others. */
const composed: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
}

/**
 * The regular expression of a format such as `%Y-%m-%d`, as Python's `strptime` reads it.
 *
 * @throws RangeError when a directive does not exist
 * @see https://docs.python.org/3/library/datetime.html#strftime-and-strptime-format-codes
 */
export function datePattern(format: string): DatePattern {
  const written = format.replace(/%([cxXDFTR])/g, (_, letter: string) => composed[letter] ?? '')
  const groups: string[] = []
  const pattern = written.replace(/%(.?)|\s+|[\s\S]/gu, (found, letter?: string) => {
    if (letter !== undefined) return directive(letter, groups)
    if (/^\s/.test(found)) return '\\s+'
    return found.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
  })
  const groupOf = (...letters: readonly string[]) => {
    const index = groups.findIndex(letter => letters.includes(letter))
    return index === -1 ? undefined : index + 1
  }
  return {
    pattern: `^(?i:${pattern})$`,
    year: groupOf('Y', 'y') ?? '1900',
    month: groupOf('m', 'b', 'B') ?? '1',
    day: groupOf('d'),
  }
}

function directive(letter: string, groups: string[]): string {
  const pattern = Object.hasOwn(directives, letter) ? directives[letter] : undefined
  if (pattern === undefined) throw new RangeError(`There is no directive %${letter}.`)
  groups.push(letter)
  return `(${pattern})`
}
