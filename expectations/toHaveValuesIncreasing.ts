import { z } from 'zod'
import { call, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { orderedTypes } from '../src/core/schema.ts'

/**
 * Every value of a column is at least the one in the nearest row above that has one; the later of two offends. Nulls
 * are left out, and the first value never offends. Rows are in the order of the file.
 */
export const toHaveValuesIncreasing = defineRowExpectation({
  name: 'toHaveValuesIncreasing',
  id: 'increasing',
  category: 'values',
  accepts: orderedTypes,
  summary: 'The values of a column increase from row to row, or stay the same.',
  gx: [{ name: 'expect_column_values_to_be_increasing', params: { strictly: 'strictly' } }],
  params: z.strictObject({
    strictly: z.boolean().default(false).describe('Whether a value that stays the same offends too.'),
    mostly,
  }),
  expected: ({ column }, { strictly }) => `${column} ${strictly ? 'strictly ' : ''}increasing`,
  failing: ({ column }, { strictly }) =>
    call(strictly ? 'atMost' : 'lessThan', value(column), call('previous', value(column))),
  offence: 'not increasing',
  examples: [
    {
      data: { id: [1, 2, null, 2, 1] },
      column: 'id',
      status: 'failed',
      found: '1 of 4 values not increasing',
    },
    {
      data: { day: [new Date('2019-01-01'), null, new Date('2019-01-02')] },
      column: 'day',
      params: { strictly: true },
      status: 'passed',
      found: 'none of 2 values not increasing',
    },
    {
      data: { id: [1, 1, 2, 2] },
      column: 'id',
      params: { strictly: true, mostly: 0.5 },
      status: 'passed',
      found: '2 of 4 values not increasing (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { id: [null] },
      types: { id: 'integer' },
      column: 'id',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
