import { z } from 'zod'
import { equal, lengthOf, not, value } from '../src/core/expr.ts'
import { plural } from '../src/core/format.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

/** Every text in a column has the same given length. It counts Unicode code points; nulls are left out. */
export const toHaveLengthsEqual = defineRowExpectation({
  name: 'toHaveLengthsEqual',
  id: 'length-equal',
  category: 'range',
  accepts: ['string'],
  summary: 'Every text in a column has a given length.',
  gx: [{ name: 'expect_column_value_lengths_to_equal', params: { value: 'length' } }],
  params: z.strictObject({
    length: z.int().min(0).describe('The number of Unicode code points.'),
    mostly,
  }),
  shorthand: 'length',
  expected: ({ column }, { length }) => `${column} ${plural(length, 'character')} long`,
  failing: ({ column }, { length }) => not(equal(lengthOf(value(column)), length)),
  offence: 'of another length',
  examples: [
    {
      data: { iso: ['de', 'fra', '', null] },
      column: 'iso',
      params: { length: 2 },
      status: 'failed',
      found: '2 of 3 values of another length',
    },
    {
      data: { flag: ['🇫', 'é', 'z'] },
      column: 'flag',
      params: { length: 1 },
      status: 'passed',
      found: 'none of 3 values of another length',
    },
    {
      data: { iso: [null] },
      types: { iso: 'string' },
      column: 'iso',
      params: { length: 2 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
