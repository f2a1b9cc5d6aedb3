import { z } from 'zod'
import { matches, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { bracketsRemark, likeOptions, likePattern, likeToPattern } from './parts/like.ts'

/** No value of a column is like a pattern of SQL's LIKE. Nulls are left out. */
export const toHaveValuesNotLike = defineRowExpectation({
  name: 'toHaveValuesNotLike',
  id: 'not-like',
  category: 'values',
  accepts: ['string'],
  summary: 'No value of a column is like a pattern of SQL.',
  gx: [
    {
      name: 'expect_column_values_to_not_match_like_pattern',
      params: { like_pattern: 'pattern', escape: 'escape' },
      defaults: { brackets: true },
      remark: bracketsRemark,
    },
  ],
  params: z.strictObject({ pattern: likePattern, ...likeOptions, mostly }),
  shorthand: 'pattern',
  expected: ({ column }, { pattern }) => `${column} unlike ${pattern}`,
  failing: ({ column }, { pattern, ...options }) => matches(value(column), likeToPattern(pattern, options)),
  offence: 'like it',
  examples: [
    {
      data: { mail: ['a@test.org', 'b@example.org', null] },
      column: 'mail',
      params: { pattern: '%@test.%' },
      status: 'failed',
      found: '1 of 2 values like it',
    },
    {
      data: { mail: ['a@testXorg', ''] },
      column: 'mail',
      params: { pattern: '%@test.%' },
      status: 'passed',
      found: 'none of 2 values like it',
    },
    {
      data: { mail: [] },
      types: { mail: 'string' },
      column: 'mail',
      params: { pattern: '%' },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
