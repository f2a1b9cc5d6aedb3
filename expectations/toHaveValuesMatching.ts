import { z } from 'zod'
import { matches, not, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { pattern } from './parts/pattern.ts'
import { pythonPattern } from './parts/python-pattern.ts'

/** Every value of a column contains a match of a regular expression (RE2 syntax). Nulls are left out. */
export const toHaveValuesMatching = defineRowExpectation({
  name: 'toHaveValuesMatching',
  id: 'match',
  category: 'values',
  accepts: ['string', 'integer', 'number'],
  summary: 'Every value of a column contains a match of a regular expression.',
  gx: [
    {
      name: 'expect_column_values_to_match_regex',
      params: { regex: 'pattern' },
      values: { regex: pythonPattern },
      allowsAll: ({ regex = null }) => regex === null,
    },
  ],
  params: z.strictObject({ pattern, mostly }),
  shorthand: 'pattern',
  expected: ({ column }, { pattern }) => `${column} matching ${pattern}`,
  failing: ({ column }, { pattern }) => not(matches(value(column), pattern)),
  offence: 'without a match',
  examples: [
    {
      data: { code: ['AB1', 'xAB1x', 'ab1', '', null] },
      column: 'code',
      params: { pattern: '[A-Z]{2}\\d' },
      status: 'failed',
      found: '2 of 4 values without a match',
    },
    {
      data: { code: ['AB1', 'CD2'] },
      column: 'code',
      params: { pattern: '^(?i)[a-z]{2}[0-9]$' },
      status: 'passed',
      found: 'none of 2 values without a match',
    },
    {
      data: { zip: [12345, 999] },
      column: 'zip',
      params: { pattern: '^\\d{5}$' },
      status: 'failed',
      found: '1 of 2 values without a match',
    },
    {
      data: { code: [null] },
      types: { code: 'string' },
      column: 'code',
      params: { pattern: 'a' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
