/**
 * SQL, whether the digits of a text end in the check digit of Luhn: every second digit from the right is doubled.
 * Null for null.
 *
 * @see https://en.wikipedia.org/wiki/Luhn_algorithm
 */
export function luhnSql(text: string): string {
  const digits = `reverse(regexp_replace(${text}, '[^0-9]', '', 'g'))`
  const digit = `(ord(d) - 48)`
  const added = `CASE WHEN i % 2 = 1 THEN ${digit} WHEN ${digit} > 4 THEN 2 * ${digit} - 9 ELSE 2 * ${digit} END`
  const sum = `list_sum(list_transform(string_split(${digits}, ''), lambda d, i: ${added}))`
  return `CASE WHEN ${text} IS NOT NULL THEN ${digits} <> '' AND ${sum} % 10 = 0 END`
}

/**
 * SQL, whether the digits and capital letters of a text pass the check of ISO 7064, MOD 97-10. Null for null.
 *
 * @see https://en.wikipedia.org/wiki/International_Bank_Account_Number#Validating_the_IBAN
 */
export function mod97Sql(text: string): string {
  const characters = `regexp_replace(${text}, '[^0-9A-Z]', '', 'g')`
  const moved = `substr(${characters}, 5) || left(${characters}, 4)`
  const numbers = `list_transform(string_split(${moved}, ''), lambda c: CASE WHEN c <= '9' THEN ord(c) - 48 ELSE ord(c) - 55 END)`
  const rest = `list_reduce(${numbers}, lambda a, n: (a * CASE WHEN n > 9 THEN 100 ELSE 10 END + n) % 97)`
  return `CASE WHEN ${text} IS NOT NULL THEN ${characters} <> '' AND ${rest} = 1 END`
}
