import { and, call, type Expr, isIn, matches } from '../../src/core/expr.ts'
import { isCardNumber, isDayIn, isIban } from './check-digits.ts'
import { countryCodes, currencyCodes } from './iso-codes.ts'

/** What a text is called that has a format, and whether it has. */
interface ValueFormat {
  readonly words: string
  holds(text: Expr): Expr
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = `${octet}(?:\\.${octet}){3}`
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const hostname = `${label}(?:\\.${label})*`
const domain = `(?:${label}\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])`
const day = '(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])'
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::(?:[0-5]\\d|60)(?:[.,]\\d+)?)?'
const offset = '(?:Z|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)'
const semverPart = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)'

const byName = {
  /** As a field of HTML accepts it, with a domain that has a dot. */
  email: {
    words: 'e-mail addresses',
    holds: text =>
      and(
        matches(text, `^[A-Za-z0-9!#$%&'*+/=?^_\`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_\`{|}~-]+)*@${domain}$`),
        matches(text, '^[^@]{1,64}@.{1,253}$'),
      ),
  },
  url: {
    words: 'URLs',
    holds: whole(
      `(?i:https?|ftps?|wss?)://(?:[^\\s/?#@]+@)?(?:${hostname}\\.?|\\[(?:${ipv6()})\\])(?::\\d{1,5})?(?:[/?#][^\\s]*)?`,
    ),
  },
  uuid: { words: 'UUIDs', holds: whole('[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}') },
  ipv4: { words: 'IPv4 addresses', holds: whole(ipv4) },
  ipv6: { words: 'IPv6 addresses', holds: whole(ipv6()) },
  hostname: {
    words: 'host names',
    holds: text => and(matches(text, `^${hostname}\\.?$`), matches(text, '^.{1,253}$')),
  },
  mac: {
    words: 'MAC addresses',
    holds: whole('[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})'),
  },
  iban: { words: 'IBANs', holds: isIban },
  card: { words: 'card numbers', holds: isCardNumber },
  'iso-country': {
    words: 'codes of countries',
    holds: text => isIn(text, [...countryCodes.alpha2, ...countryCodes.alpha3]),
  },
  'iso-country-2': {
    words: 'codes of countries of two letters',
    holds: text => isIn(text, countryCodes.alpha2),
  },
  'iso-country-3': {
    words: 'codes of countries of three letters',
    holds: text => isIn(text, countryCodes.alpha3),
  },
  'iso-currency': { words: 'codes of currencies', holds: text => isIn(text, currencyCodes) },
  'iso-date': { words: 'dates as 2019-01-31', holds: text => isDayIn(text, `^${day}$`) },
  'iso-datetime': {
    words: 'timestamps as 2019-01-31T10:30:00Z',
    holds: text => isDayIn(text, `^${day}[T ]${clock}${offset}?$`),
  },
  'iso-time': { words: 'times as 10:30:00', holds: whole(`${clock}${offset}?`) },
  json: { words: 'JSON', holds: text => call('isJson', text) },
  e164: { words: 'telephone numbers as +4930123456', holds: whole('\\+[1-9]\\d{6,14}') },
  /** @see https://semver.org */
  semver: {
    words: 'semantic versions',
    holds: whole(
      `(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*)){2}(?:-${semverPart}(?:\\.${semverPart})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?`,
    ),
  },
} satisfies Readonly<Record<string, ValueFormat>>

type FormatName = keyof typeof byName

/** What texts may be written as. */
export const valueFormats: Readonly<Record<FormatName, ValueFormat>> = byName

/** Their names. */
export const formatNames = Object.keys(byName) as readonly FormatName[]

function whole(pattern: string): ValueFormat['holds'] {
  return text => matches(text, `^(?:${pattern})$`)
}

/**
 * Eight groups of hexadecimal digits, of which `::` stands for one or more that are 0; the last two may be an IPv4
 * address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2
 */
function ipv6(): string {
  const group = '[0-9A-Fa-f]{1,4}'
  const lastTwo = `(?:${group}:${group}|${ipv4})`
  const tails = [...[5, 4, 3, 2, 1, 0].map(groups => `(?:${group}:){${groups}}${lastTwo}`), group, '']
  const shortened = tails.map((tail, most) => {
    const head = most === 0 ? '' : `(?:(?:${group}:){0,${most - 1}}${group})?`
    return `${head}::${tail}`
  })
  return [`(?:${group}:){6}${lastTwo}`, ...shortened].join('|')
}
