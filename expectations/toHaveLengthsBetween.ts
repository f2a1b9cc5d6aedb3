import { z } from 'zod'
import { gxBounds, isOutside, numberBounds, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { lengthOf, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

/** The length of every text in a column lies between two bounds. It counts Unicode code points; nulls are left out. */
export const toHaveLengthsBetween = defineRowExpectation({
  name: 'toHaveLengthsBetween',
  id: 'length',
  category: 'range',
  accepts: ['string'],
  summary: 'The length of every text in a column lies between two bounds.',
  gx: [
    {
      name: 'expect_column_value_lengths_to_be_between',
      params: gxBounds,
    },
  ],
  params: z.strictObject({ ...numberBounds, mostly }).superRefine(refuseEmptyRange),
  expected: ({ column }, bounds) => `length of ${column} ${rangeText(bounds)}`,
  failing: ({ column }, bounds) => isOutside(lengthOf(value(column)), bounds),
  offence: 'outside',
  noun: 'length',
  examples: [
    {
      data: { code: ['', 'ab', 'abc', null] },
      column: 'code',
      params: { min: 1, max: 2 },
      status: 'failed',
      found: '2 of 3 lengths outside',
    },
    {
      data: { code: ['é', '👍', 'ab'] },
      column: 'code',
      params: { min: 1, max: 2 },
      status: 'passed',
      found: 'none of 3 lengths outside',
    },
    {
      data: { code: [null, null] },
      types: { code: 'string' },
      column: 'code',
      params: { max: 3 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
