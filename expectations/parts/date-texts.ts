import { and, call, type Expr, literal, matches, or } from '../../src/core/expr.ts'

/** A way to write a date or time, and the groups that are year, month and day, in each order that they may have. */
interface Form {
  readonly pattern: string
  readonly orders?: readonly (readonly [year: number, month: number, day: number])[]
}

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const weekday =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)'
const day = '(\\d{1,2})(?:st|nd|rd|th)?'
const zone = '(?:\\s*(?:z|utc|gmt|[a-z]{3,5})?\\s*(?:[+-]\\d{1,2}(?::?\\d{2})?)?(?:\\s*\\([a-z]{3,5}\\))?)'
const hour = '(?:[01]?\\d|2[0-3])'
const clock = `(?:${hour}:[0-5]?\\d(?::[0-5]?\\d(?:[.,]\\d+)?)?(?:\\s*[ap]\\.?m\\.?)?|(?:0?[1-9]|1[0-2])\\s*[ap]\\.?m\\.?|${hour}h(?:[0-5]?\\d(?:m(?:[0-5]?\\d(?:\\.\\d+)?s?)?)?)?)`
/** Without colons, which only a date in front tells from a date. */
const digits = `${hour}[0-5]\\d(?:[0-5]\\d(?:\\.\\d+)?)?`
const between = '(?:\\s*,\\s*|\\s*-\\s*|\\s*/\\s*|\\s*\\.\\s*|\\s+)'

const dates: readonly Form[] = [
  {
    pattern: `(\\d{4})([-/. ])(\\d{1,2})[-/. ](\\d{1,2})`,
    orders: [[1, 3, 4]],
  },
  { pattern: `(\\d{4})(\\d{2})(\\d{2})(?:${digits})?`, orders: [[1, 2, 3]] },
  { pattern: `(\\d{2})(\\d{2})(\\d{2})`, orders: [[1, 2, 3]] },
  { pattern: `(${month})\\s+(\\d{1,2})\\s+${clock}\\s+(\\d{4})`, orders: [[3, 1, 2]] },
  {
    pattern: `(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{4}|\\d{1,2})`,
    orders: [
      [3, 1, 2],
      [3, 2, 1],
      [1, 2, 3],
    ],
  },
  { pattern: `(${month})\\.?${between}${day}(?:,?${between}'?(\\d{4}|\\d{2}))?`, orders: [[3, 1, 2]] },
  {
    pattern: `${day}(?:\\s+of)?${between}?(${month})\\.?(?:\\s+of)?(?:,?${between}'?(\\d{4}|\\d{2}))?`,
    orders: [[3, 2, 1]],
  },
  { pattern: `(\\d{4})${between}(${month})${between}${day}`, orders: [[1, 2, 3]] },
  { pattern: `(?:${month}\\.?${between})?\\d{4}` },
  { pattern: `\\d{4}${between}${month}` },
  { pattern: `\\d{4}[-/.](?:0?[1-9]|1[0-2])` },
  { pattern: `(?:0?[1-9]|1[0-2])[-/. ](?:\\d{4}|0?[1-9]|[12]\\d|3[01])` },
  { pattern: `(?:0?[1-9]|[1-9]\\d)(?:st|nd|rd|th)?` },
  { pattern: month },
  { pattern: weekday },
]

/** With a weekday in front and a time of day behind; or a time of day alone, or in front. */
function inContext({ pattern, orders }: Form): Form {
  const time = `${clock}${zone}`
  const dated = `(?:${weekday}\\.?,?\\s+)?(?:${clock}\\s+(?:on\\s+)?)?${pattern}(?:(?:\\s*t\\s*|\\s*,\\s*|\\s+|:|\\s+at\\s+)(?:${time}|${digits}${zone}))?t?`
  return { pattern: `^(?i:\\s*${dated}\\s*)$`, orders }
}

const forms: readonly Form[] = [
  ...dates.map(inContext),
  { pattern: `^(?i:\\s*(?:${weekday}\\.?,?\\s+)?t?${clock}${zone}\\s*)$` },
]

/** Whether a text reads as a date or a time, on a day that exists; null for null. */
export function readsAsDate(text: Expr): Expr {
  return or(
    ...forms.map(({ pattern, orders = [] }) => {
      const group = (number: number) => call('capture', text, literal(pattern), literal(number))
      const days = orders.map(([y, m, d]) => call('isCalendarDay', group(y), group(m), group(d)))
      return and(matches(text, pattern), days.length === 0 ? undefined : or(...days))
    }),
  )
}
