import { z } from 'zod'
import { isIn, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { hasNoValue, valueSet, valuesText } from './parts/values.ts'

/** No value of a column is one of a list. Nulls are left out. */
export const toHaveValuesNotInSet = defineRowExpectation({
  name: 'toHaveValuesNotInSet',
  id: 'not-in-set',
  category: 'values',
  summary: 'No value of a column is one of a list.',
  gx: [
    { name: 'expect_column_values_to_not_be_in_set', params: { value_set: 'values' }, allowsAll: hasNoValue },
  ],
  params: z.strictObject({ values: valueSet().describe('The forbidden values; null is left out.'), mostly }),
  shorthand: 'values',
  expected: ({ column }, { values }) => `${column} other than ${valuesText(values)}`,
  failing: ({ column }, { values }) => isIn(value(column), values),
  offence: 'in the forbidden set',
  examples: [
    {
      data: { age: [30, -1, 999, null] },
      column: 'age',
      params: { values: [-1, 999] },
      status: 'failed',
      found: '2 of 3 values in the forbidden set',
    },
    {
      data: { age: [30, 31] },
      column: 'age',
      params: { values: [-1, null] },
      status: 'passed',
      found: 'none of 2 values in the forbidden set',
    },
    {
      data: { age: [null, null] },
      types: { age: 'integer' },
      column: 'age',
      params: { values: [-1] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
