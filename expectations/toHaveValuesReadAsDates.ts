import { z } from 'zod'
import { not, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { readsAsDate } from './parts/date-texts.ts'

/**
 * Every text in a column reads as a date or a time of day, in whichever of the usual ways, in English, on a day that
 * exists: `2019-01-31T10:30`, `1/31/2019`, `31 Jan 2019`, `Thursday, January 31st, 10 am`. A date of numbers only may
 * have the day or the month first. It accepts what Python's `dateutil` reads in these forms. Nulls are left out.
 */
export const toHaveValuesReadAsDates = defineRowExpectation({
  name: 'toHaveValuesReadAsDates',
  id: 'date-text',
  category: 'values',
  accepts: ['string'],
  summary: 'Every text in a column reads as a date or a time.',
  gx: [{ name: 'expect_column_values_to_be_dateutil_parseable', params: {} }],
  params: z.strictObject({ mostly }),
  expected: ({ column }) => `${column} to read as dates`,
  failing: ({ column }) => not(readsAsDate(value(column))),
  offence: 'not a date',
  examples: [
    {
      data: { day: ['2019-04-01', '01/31/2011', 'abc', '31/31/2011', '2019-02-30', '', null] },
      column: 'day',
      status: 'failed',
      found: '4 of 6 values not a date',
    },
    {
      data: {
        day: [
          '2019-04-01T10:30:00.5+02:00',
          'Thu, 31 Jan 2019 10:30 GMT',
          'January 31st, 2019',
          '20190131',
          '31.1.19',
          '10:30 pm',
          'Feb 29 2020',
        ],
      },
      column: 'day',
      status: 'passed',
      found: 'none of 7 values not a date',
    },
    {
      data: { day: ['cat', '01/01/2010', '01/01/2011', '01/01/2012'] },
      column: 'day',
      params: { mostly: 0.75 },
      status: 'passed',
      found: '1 of 4 values not a date (25.0 %), up to 25.0 % allowed',
    },
    {
      data: { day: [null] },
      types: { day: 'string' },
      column: 'day',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
