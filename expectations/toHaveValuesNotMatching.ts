import { z } from 'zod'
import { matches, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { pattern } from './parts/pattern.ts'
import { pythonPattern } from './parts/python-pattern.ts'

/** No value of a column contains a match of a regular expression (RE2 syntax). Nulls are left out. */
export const toHaveValuesNotMatching = defineRowExpectation({
  name: 'toHaveValuesNotMatching',
  id: 'not-match',
  category: 'values',
  accepts: ['string', 'integer', 'number'],
  summary: 'No value of a column contains a match of a regular expression.',
  gx: [
    {
      name: 'expect_column_values_to_not_match_regex',
      params: { regex: 'pattern' },
      values: { regex: pythonPattern },
    },
  ],
  params: z.strictObject({ pattern, mostly }),
  shorthand: 'pattern',
  expected: ({ column }, { pattern }) => `${column} without a match of ${pattern}`,
  failing: ({ column }, { pattern }) => matches(value(column), pattern),
  offence: 'with a match',
  examples: [
    {
      data: { title: ['fine', ' padded', 'padded ', null] },
      column: 'title',
      params: { pattern: '^\\s|\\s$' },
      status: 'failed',
      found: '2 of 3 values with a match',
    },
    {
      data: { title: ['fine', ''] },
      column: 'title',
      params: { pattern: '^\\s|\\s$' },
      status: 'passed',
      found: 'none of 2 values with a match',
    },
    {
      data: { title: [] },
      types: { title: 'string' },
      column: 'title',
      params: { pattern: 'a' },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
