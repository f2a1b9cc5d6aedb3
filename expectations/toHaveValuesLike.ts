import { z } from 'zod'
import { matches, not, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { bracketsRemark, likeOptions, likePattern, likeToPattern } from './parts/like.ts'

/** Every value of a column is like a pattern of SQL's LIKE. Nulls are left out. */
export const toHaveValuesLike = defineRowExpectation({
  name: 'toHaveValuesLike',
  id: 'like',
  category: 'values',
  accepts: ['string'],
  summary: 'Every value of a column is like a pattern of SQL.',
  gx: [
    {
      name: 'expect_column_values_to_match_like_pattern',
      params: { like_pattern: 'pattern', escape: 'escape' },
      defaults: { brackets: true },
      remark: bracketsRemark,
    },
  ],
  params: z.strictObject({ pattern: likePattern, ...likeOptions, mostly }),
  shorthand: 'pattern',
  expected: ({ column }, { pattern }) => `${column} like ${pattern}`,
  failing: ({ column }, { pattern, ...options }) =>
    not(matches(value(column), likeToPattern(pattern, options))),
  offence: 'unlike it',
  examples: [
    {
      data: { code: ['A-1', 'A-', 'xA-1', 'a-1', null] },
      column: 'code',
      params: { pattern: 'A-%' },
      status: 'failed',
      found: '2 of 4 values unlike it',
    },
    {
      data: { share: ['5%', '10%'] },
      column: 'share',
      params: { pattern: '%!%', escape: '!' },
      status: 'passed',
      found: 'none of 2 values unlike it',
    },
    {
      data: { code: ['a1', 'b1', '[ab]1'] },
      column: 'code',
      params: { pattern: '[ab]_', brackets: true, mostly: 0.6 },
      status: 'passed',
      found: '1 of 3 values unlike it (33.3 %), up to 40.0 % allowed',
    },
    {
      data: { code: ['a1', '[ab]1', '[ab]\n'] },
      column: 'code',
      params: { pattern: '[ab]_' },
      status: 'failed',
      found: '1 of 3 values unlike it',
    },
    {
      data: { code: [null] },
      types: { code: 'string' },
      column: 'code',
      params: { pattern: '%' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
