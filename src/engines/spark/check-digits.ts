import { quoted } from './sql.ts'

/**
 * SQL, whether the digits of a text end in the check digit of Luhn: every second digit from the right is doubled.
 * Null for null.
 *
 * @see https://en.wikipedia.org/wiki/Luhn_algorithm
 */
export function luhnSql(text: string): string {
  const digits = `reverse(regexp_replace(${text}, ${quoted('[^0-9]')}, ''))`
  const digit = '(ascii(d) - 48)'
  const added = `CASE WHEN i % 2 = 0 THEN ${digit} WHEN ${digit} > 4 THEN 2 * ${digit} - 9 ELSE 2 * ${digit} END`
  const sum = `aggregate(transform(split(${digits}, ''), (d, i) -> ${added}), 0, (a, n) -> a + n)`
  return `CASE WHEN ${text} IS NOT NULL THEN ${digits} <> '' AND ${sum} % 10 = 0 END`
}

/**
 * SQL, whether the digits and capital letters of a text pass the check of ISO 7064, MOD 97-10. Null for null.
 *
 * @see https://en.wikipedia.org/wiki/International_Bank_Account_Number#Validating_the_IBAN
 */
export function mod97Sql(text: string): string {
  const characters = `regexp_replace(${text}, ${quoted('[^0-9A-Z]')}, '')`
  const moved = `concat(substr(${characters}, 5), left(${characters}, 4))`
  const number = `CASE WHEN c <= '9' THEN ascii(c) - 48 ELSE ascii(c) - 55 END`
  const next = `(a * CASE WHEN c <= '9' THEN 10 ELSE 100 END + ${number}) % 97`
  const rest = `aggregate(split(${moved}, ''), 0, (a, c) -> ${next})`
  return `CASE WHEN ${text} IS NOT NULL THEN ${characters} <> '' AND ${rest} = 1 END`
}
