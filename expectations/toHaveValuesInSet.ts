import { z } from 'zod'
import { isIn, not, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { anyValues, valuesText } from './parts/values.ts'

/** Every value of a column is one of a list. Nulls are left out. */
export const toHaveValuesInSet = defineRowExpectation({
  name: 'toHaveValuesInSet',
  id: 'in-set',
  category: 'values',
  summary: 'Every value of a column is one of a list.',
  gx: [
    {
      name: 'expect_column_values_to_be_in_set',
      params: { value_set: 'values' },
      allowsAll: ({ value_set = null }) => value_set === null,
    },
  ],
  params: z.strictObject({
    values: anyValues.describe('The allowed values; null is left out. Of none, every value offends.'),
    mostly,
  }),
  shorthand: 'values',
  expected: ({ column }, { values }) => `${column} among ${valuesText(values)}`,
  failing: ({ column }, { values }) => not(isIn(value(column), values)),
  allowed: ({ values }) => values,
  offence: 'outside the set',
  examples: [
    {
      data: { genre: ['rock', 'pop', 'Rock', null] },
      column: 'genre',
      params: { values: ['rock', 'pop'] },
      status: 'failed',
      found: '1 of 3 values outside the set',
    },
    {
      data: { key: [0, 1, 1] },
      column: 'key',
      params: { values: [0, 1, null] },
      status: 'passed',
      found: 'none of 3 values outside the set',
    },
    {
      data: { day: [new Date('2019-01-01'), new Date('2019-01-02')] },
      column: 'day',
      params: { values: ['2019-01-01'] },
      status: 'failed',
      found: '1 of 2 values outside the set',
    },
    {
      data: { genre: ["it's", 'a "b"', ''] },
      column: 'genre',
      params: { values: ["it's", 'a "b"', ''] },
      status: 'passed',
      found: 'none of 3 values outside the set',
    },
    {
      data: { key: [1, null] },
      column: 'key',
      params: { values: [] },
      status: 'failed',
      found: '1 of 1 value outside the set',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      column: 'genre',
      params: { values: ['rock'] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
