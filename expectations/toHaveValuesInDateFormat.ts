import { z } from 'zod'
import { and, call, type Expr, literal, matches, not, value } from '../src/core/expr.ts'
import { formatValue } from '../src/core/format.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { datePattern } from './parts/strftime.ts'

/**
 * Every text in a column is a date or time in a format of strftime, on a day that exists. As Python's `strptime` reads
 * it: `%d` may have one digit, upper and lower case of names are the same. Nulls are left out.
 */
export const toHaveValuesInDateFormat = defineRowExpectation({
  name: 'toHaveValuesInDateFormat',
  id: 'date-format',
  category: 'values',
  accepts: ['string'],
  summary: 'Every text in a column is a date in a given format.',
  gx: [{ name: 'expect_column_values_to_match_strftime_format', params: { strftime_format: 'format' } }],
  params: z.strictObject({
    format: z
      .string()
      .superRefine((format, context) => {
        try {
          datePattern(format)
        } catch (error) {
          context.addIssue(error instanceof RangeError ? error.message : String(error))
        }
      })
      .meta({ title: 'date format', description: 'In directives of strftime: `%Y-%m-%d %H:%M:%S`.' }),
    mostly,
  }),
  shorthand: 'format',
  expected: ({ column }, { format }) => `${column} in the date format ${formatValue(format)}`,
  failing: ({ column }, { format }) => not(isWrittenIn(column, format)),
  offence: 'in another format',
  examples: [
    {
      data: { day: ['2019-01-31', '2019-2-1', '2019-02-30', '31.01.2019', null] },
      column: 'day',
      params: { format: '%Y-%m-%d' },
      status: 'failed',
      found: '2 of 4 values in another format',
    },
    {
      data: { at: ['Jan 5 2020 03:04 PM', 'feb 29 2020 11:59 am'] },
      column: 'at',
      params: { format: '%b %d %Y %I:%M %p' },
      status: 'passed',
      found: 'none of 2 values in another format',
    },
    {
      data: { day: ['29/02/00', '29/02/01', '1/1/1'] },
      column: 'day',
      params: { format: '%d/%m/%y', mostly: 0.3 },
      status: 'passed',
      found: '2 of 3 values in another format (66.7 %), up to 70.0 % allowed',
    },
    {
      data: { day: [null] },
      types: { day: 'string' },
      column: 'day',
      params: { format: '%Y' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function isWrittenIn(column: string, format: string): Expr {
  const { pattern, year, month, day } = datePattern(format)
  const text = value(column)
  const part = (of: number | string) =>
    typeof of === 'string' ? literal(of) : call('capture', text, literal(pattern), literal(of))
  const isDay = day === undefined ? undefined : call('isCalendarDay', part(year), part(month), part(day))
  return and(matches(text, pattern), isDay)
}
