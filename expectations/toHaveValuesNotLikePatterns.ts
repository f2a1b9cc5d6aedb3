import { z } from 'zod'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { bracketsRemark, likeOptions, likePatterns, likeToPattern } from './parts/like.ts'
import { hasMatch, patternsText } from './parts/patterns.ts'

/** No value of a column is like one of several patterns of SQL's LIKE. Nulls are left out. */
export const toHaveValuesNotLikePatterns = defineRowExpectation({
  name: 'toHaveValuesNotLikePatterns',
  id: 'not-like-list',
  category: 'values',
  accepts: ['string'],
  summary: 'No value of a column is like one of several patterns of SQL.',
  gx: [
    {
      name: 'expect_column_values_to_not_match_like_pattern_list',
      params: { like_pattern_list: 'patterns', escape: 'escape' },
      defaults: { brackets: true },
      remark: bracketsRemark,
    },
  ],
  params: z.strictObject({ patterns: likePatterns, ...likeOptions, mostly }),
  shorthand: 'patterns',
  expected: ({ column }, { patterns }) => `${column} unlike ${patternsText(patterns, 'any')}`,
  failing: ({ column }, { patterns, ...options }) =>
    hasMatch(
      column,
      patterns.map(each => likeToPattern(each, options)),
    ),
  offence: 'like one of them',
  examples: [
    {
      data: { mail: ['a@test.org', 'b@localhost', 'c@example.org', null] },
      column: 'mail',
      params: { patterns: ['%@test.%', '%@localhost'] },
      status: 'failed',
      found: '2 of 3 values like one of them',
    },
    {
      data: { mail: ['c@example.org'] },
      column: 'mail',
      params: { patterns: ['%@test.%', '%@localhost'] },
      status: 'passed',
      found: 'none of 1 value like one of them',
    },
    {
      data: { mail: [] },
      types: { mail: 'string' },
      column: 'mail',
      params: { patterns: ['%'] },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
