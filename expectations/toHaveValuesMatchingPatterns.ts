import { z } from 'zod'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { lacksMatch, matchOn, patterns, patternsText } from './parts/patterns.ts'
import { pythonPattern } from './parts/python-pattern.ts'

/** Every value of a column contains a match of one, or of all of several regular expressions. Nulls are left out. */
export const toHaveValuesMatchingPatterns = defineRowExpectation({
  name: 'toHaveValuesMatchingPatterns',
  id: 'match-list',
  category: 'values',
  accepts: ['string', 'integer', 'number'],
  summary: 'Every value of a column contains a match of one, or of all of several regular expressions.',
  gx: [
    {
      name: 'expect_column_values_to_match_regex_list',
      params: { regex_list: 'patterns', match_on: 'matchOn' },
      values: { regex_list: pythonPattern },
    },
  ],
  params: z.strictObject({ patterns, matchOn, mostly }),
  shorthand: 'patterns',
  expected: ({ column }, { patterns, matchOn }) => `${column} matching ${patternsText(patterns, matchOn)}`,
  failing: ({ column }, { patterns, matchOn }) => lacksMatch(column, patterns, matchOn),
  offence: 'without a match',
  examples: [
    {
      data: { code: ['AB1', '77', 'ab', null] },
      column: 'code',
      params: { patterns: ['^[A-Z]', '^\\d+$'] },
      status: 'failed',
      found: '1 of 3 values without a match',
    },
    {
      data: { code: ['AB1', '77'] },
      column: 'code',
      params: { patterns: ['\\d$', '^..'], matchOn: 'all' },
      status: 'passed',
      found: 'none of 2 values without a match',
    },
    {
      data: { code: ['AB1', '77'] },
      column: 'code',
      params: { patterns: ['^[A-Z]', '\\d'], matchOn: 'all', mostly: 0.5 },
      status: 'passed',
      found: '1 of 2 values without a match (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { code: [null] },
      types: { code: 'string' },
      column: 'code',
      params: { patterns: ['a'] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
