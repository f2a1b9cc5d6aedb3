import { plural } from './format.ts'
import { toJson, type Value } from './value.ts'

/**
 * How cells are shown: as they are; masked where they may be personal or secret; only how often each occurs and where;
 * or never.
 */
export const valueDisplays = ['full', 'masked', 'counts', 'none'] as const
export type ValueDisplay = (typeof valueDisplays)[number]

const personalNames = new Set(
  'email mail phone mobile fax name firstname lastname surname fullname username user login password passwd secret token apikey iban ip address street ssn passport birthdate dob'.split(
    ' ',
  ),
)

/** Names of columns whose numbers and dates are about a person too. */
const personalNumbers = new Set(
  'phone mobile fax iban ssn passport birthdate birthday dob password secret pin'.split(' '),
)

const secrets: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\w+/=\s]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
  // Keys by the prefixes that GitHub, GitLab, Slack, Stripe, OpenAI, Google, npm and Hugging Face give them.
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|[rs]k_(?:live|test)_|sk-|npm_|hf_)[\w-]{16,}/g,
  /\bAIza[\w-]{35}/g,
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
]
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g
const cardNumber = /\b(?:\d[ -]?){12,18}\d\b/g
const longestShownText = 64
const mostShownWords = 6

/** The text under which a cell of a column is shown, and whether it was masked. Escaping is the sink's business. */
export function shownValue(
  value: Value,
  column: string,
  display: ValueDisplay,
): { readonly text: string; readonly masked: boolean } {
  const text = String(toJson(value) ?? '')
  if (display === 'counts') return { text: 'not shown', masked: true }
  if (display === 'full' || (display === 'masked' && !isPrivate(value, text, column)))
    return { text, masked: false }
  return { text: `masked, ${plural([...text].length, 'character')}`, masked: true }
}

/** The same sentence with e-mail addresses, card and account numbers, tokens and keys replaced by `•••`. */
export function withoutSecrets(sentence: string): string {
  const masked = secrets.reduce((text, pattern) => text.replace(pattern, '•••'), sentence)
  const withoutAccounts = masked.replace(iban, account => (passesMod97(account) ? '•••' : account))
  return withoutAccounts.replace(cardNumber, digits => (passesLuhn(digits) ? '•••' : digits))
}

function isPrivate(value: Value, text: string, column: string): boolean {
  if (typeof value !== 'string')
    return isNamedBy(column, personalNumbers) || (isWhole(value) && withoutSecrets(text) !== text)
  if (isNamedBy(column, personalNames)) return true
  if (text.length > longestShownText || text.split(/\s+/).length > mostShownWords) return true
  return withoutSecrets(text) !== text
}

function isWhole(value: Value): boolean {
  return typeof value === 'bigint' || Number.isInteger(value)
}

function isNamedBy(column: string, names: ReadonlySet<string>): boolean {
  const words = column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
  return words.some(word => names.has(word)) || names.has(words.join(''))
}

/** @see https://en.wikipedia.org/wiki/Luhn_algorithm */
function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number).reverse()
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** ISO 7064, MOD 97-10, as in an IBAN. @see https://en.wikipedia.org/wiki/International_Bank_Account_Number */
function passesMod97(text: string): boolean {
  const account = text.replace(/ /g, '')
  const digits = [...(account.slice(4) + account.slice(0, 4))].map(each => Number.parseInt(each, 36))
  return digits.reduce((rest, digit) => (rest * (digit > 9 ? 100 : 10) + digit) % 97, 0) === 1
}
