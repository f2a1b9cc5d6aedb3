import { and, call, type Expr, literal, matches, or } from '../../src/core/expr.ts'

/** The number of characters of an account number in each country that has them. */
const ibanLengths: Readonly<Record<number, string>> = {
  15: 'NO',
  16: 'BE',
  18: 'DK FI FK FO GL NL SD',
  19: 'MK SI',
  20: 'AT BA EE KZ LT LU MN XK',
  21: 'CH HR LI LV',
  22: 'BG BH CR DE GB GE IE ME RS VA',
  23: 'AE GI IL IQ OM SO TL',
  24: 'AD CZ ES MD PK RO SA SE SK TN VG',
  25: 'LY PT ST',
  26: 'IS TR',
  27: 'BI DJ FR GR IT MC MR SM',
  28: 'AL AZ BY CY DO GT HN HU LB NI PL SV',
  29: 'BR EG PS QA UA',
  30: 'JO KW MU YE',
  31: 'MT SC',
  32: 'LC',
  33: 'RU',
}

/**
 * Whether a text is an international bank account number: as long as its country has them, with the check digits of
 * ISO 7064. Between groups of four there may be blanks.
 *
 * @see https://www.swift.com/standards/data-standards/iban-international-bank-account-number
 */
export function isIban(text: Expr): Expr {
  const forms = Object.entries(ibanLengths).map(
    ([length, countries]) =>
      `(?:${countries.replaceAll(' ', '|')})\\d{2}(?: ?[A-Z0-9]){${Number(length) - 4}}`,
  )
  const isGrouped = or(matches(text, '^\\S+$'), matches(text, '^(?:\\S{4} )+\\S{1,4}$'))
  return and(matches(text, `^(?:${forms.join('|')})$`), isGrouped, call('passesMod97', text))
}

/**
 * Whether a text is the number of a payment card: 12 to 19 digits with the check digit of Luhn, between which there
 * may be single blanks or hyphens.
 *
 * @see https://en.wikipedia.org/wiki/Luhn_algorithm
 */
export function isCardNumber(text: Expr): Expr {
  return and(matches(text, '^[1-9](?:[ -]?\\d){11,18}$'), call('passesLuhn', text))
}

/** Whether the parts of a text that are year, month and day, by the groups of a pattern, are a day that exists. */
export function isDayIn(text: Expr, pattern: string): Expr {
  const part = (group: number) => call('capture', text, literal(pattern), literal(group))
  return and(matches(text, pattern), call('isCalendarDay', part(1), part(2), part(3)))
}
