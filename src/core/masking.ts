import { plural } from './format.ts'
import { toJson, type Value } from './value.ts'

/** How cells are shown: as they are, masked where they may be personal or secret, or never. */
export const valueDisplays = ['full', 'masked', 'none'] as const
export type ValueDisplay = (typeof valueDisplays)[number]

const personalNames = new Set(
  'email mail phone mobile fax name firstname lastname surname fullname username user login password passwd secret token apikey iban ip address street ssn passport birthdate dob'.split(
    ' ',
  ),
)

const secrets: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
]
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
  if (display === 'full' || (display === 'masked' && !isPrivate(value, text, column)))
    return { text, masked: false }
  return { text: `masked, ${plural([...text].length, 'character')}`, masked: true }
}

/** The same sentence with e-mail addresses, card numbers, tokens and keys replaced by `•••`. */
export function withoutSecrets(sentence: string): string {
  const masked = secrets.reduce((text, pattern) => text.replace(pattern, '•••'), sentence)
  return masked.replace(cardNumber, digits => (passesLuhn(digits) ? '•••' : digits))
}

function isPrivate(value: Value, text: string, column: string): boolean {
  if (typeof value !== 'string') return false
  if (isPersonalName(column)) return true
  if (text.length > longestShownText || text.split(/\s+/).length > mostShownWords) return true
  return withoutSecrets(text) !== text
}

function isPersonalName(column: string): boolean {
  const words = column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
  return words.some(word => personalNames.has(word)) || personalNames.has(words.join(''))
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
