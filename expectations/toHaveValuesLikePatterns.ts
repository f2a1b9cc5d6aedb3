import { z } from 'zod'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { bracketsRemark, likeOptions, likePatterns, likeToPattern } from './parts/like.ts'
import { lacksMatch, matchOn, patternsText } from './parts/patterns.ts'

/** Every value of a column is like one, or like all of several patterns of SQL's LIKE. Nulls are left out. */
export const toHaveValuesLikePatterns = defineRowExpectation({
  name: 'toHaveValuesLikePatterns',
  id: 'like-list',
  category: 'values',
  accepts: ['string'],
  summary: 'Every value of a column is like one, or like all of several patterns of SQL.',
  gx: [
    {
      name: 'expect_column_values_to_match_like_pattern_list',
      params: { like_pattern_list: 'patterns', match_on: 'matchOn', escape: 'escape' },
      defaults: { brackets: true },
      remark: bracketsRemark,
    },
  ],
  params: z.strictObject({ patterns: likePatterns, matchOn, ...likeOptions, mostly }),
  shorthand: 'patterns',
  expected: ({ column }, { patterns, matchOn }) => `${column} like ${patternsText(patterns, matchOn)}`,
  failing: ({ column }, { patterns, matchOn, ...options }) =>
    lacksMatch(
      column,
      patterns.map(each => likeToPattern(each, options)),
      matchOn,
    ),
  offence: 'unlike them',
  examples: [
    {
      data: { code: ['A-1', 'B-2', 'C-3', null] },
      column: 'code',
      params: { patterns: ['A-%', 'B-%'] },
      status: 'failed',
      found: '1 of 3 values unlike them',
    },
    {
      data: { code: ['A-1', 'A-2'] },
      column: 'code',
      params: { patterns: ['A%', '%-_'], matchOn: 'all' },
      status: 'passed',
      found: 'none of 2 values unlike them',
    },
    {
      data: { code: [null] },
      types: { code: 'string' },
      column: 'code',
      params: { patterns: ['%'] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
