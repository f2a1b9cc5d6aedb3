import { z } from 'zod'
import { and, call, isWrittenAs, not, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

/**
 * Every value of a column is text that is a JSON document. `NaN` and `Infinity` are accepted as numbers. Nulls are left
 * out.
 */
export const toHaveJsonValues = defineRowExpectation({
  name: 'toHaveJsonValues',
  id: 'json',
  category: 'values',
  summary: 'Every value of a column is text in JSON.',
  gx: [{ name: 'expect_column_values_to_be_json_parseable', params: {} }],
  params: z.strictObject({ mostly }),
  expected: ({ column }, _) => `${column} JSON`,
  failing: ({ column }) => not(and(isWrittenAs(value(column), 'string'), call('isJson', value(column)))),
  offence: 'not JSON',
  examples: [
    {
      data: { tags: ['{"a": [1]}', '{a: 1}', '', null] },
      column: 'tags',
      status: 'failed',
      found: '2 of 3 values not JSON',
    },
    {
      data: { tags: ['1', 'null', '"text"', ' [] '] },
      column: 'tags',
      status: 'passed',
      found: 'none of 4 values not JSON',
    },
    {
      data: { tags: [1, 2] },
      column: 'tags',
      status: 'failed',
      found: '2 of 2 values not JSON',
    },
    {
      data: { tags: [null] },
      types: { tags: 'string' },
      column: 'tags',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
