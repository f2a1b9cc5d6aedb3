import { z } from 'zod'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { hasMatch, patterns, patternsText } from './parts/patterns.ts'
import { pythonPattern } from './parts/python-pattern.ts'

/** No value of a column contains a match of one of several regular expressions. Nulls are left out. */
export const toHaveValuesNotMatchingPatterns = defineRowExpectation({
  name: 'toHaveValuesNotMatchingPatterns',
  id: 'not-match-list',
  category: 'values',
  accepts: ['string', 'integer', 'number'],
  summary: 'No value of a column contains a match of one of several regular expressions.',
  gx: [
    {
      name: 'expect_column_values_to_not_match_regex_list',
      params: { regex_list: 'patterns' },
      values: { regex_list: pythonPattern },
    },
  ],
  params: z.strictObject({ patterns, mostly }),
  shorthand: 'patterns',
  expected: ({ column }, { patterns }) => `${column} without a match of ${patternsText(patterns, 'any')}`,
  failing: ({ column }, { patterns }) => hasMatch(column, patterns),
  offence: 'with a match',
  examples: [
    {
      data: { title: ['fine', ' padded', 'two  blanks', null] },
      column: 'title',
      params: { patterns: ['^\\s|\\s$', ' {2}'] },
      status: 'failed',
      found: '2 of 3 values with a match',
    },
    {
      data: { title: ['fine', ''] },
      column: 'title',
      params: { patterns: ['^\\s|\\s$', ' {2}'] },
      status: 'passed',
      found: 'none of 2 values with a match',
    },
    {
      data: { title: [] },
      types: { title: 'string' },
      column: 'title',
      params: { patterns: ['a'] },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
