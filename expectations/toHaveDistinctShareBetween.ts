import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { gxShare, judgeShare, shareParams, shareRange } from './parts/shares.ts'

/** The number of distinct values of a column, divided by the number of values, lies between two bounds. Nulls are left out. */
export const toHaveDistinctShareBetween = defineRule({
  name: 'toHaveDistinctShareBetween',
  id: 'distinct-share',
  category: 'statistics',
  subject: 'column',
  summary: 'The share of distinct values among all values of a column lies between two bounds.',
  gx: [{ name: 'expect_column_proportion_of_unique_values_to_be_between', ...gxShare }],
  params: shareParams,
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    of: of('sample').count(value(column)),
    part: of('sample').distinctCount(value(column)),
  }),
  expected: ({ column }, bounds) => `share of distinct values of ${column} ${shareRange(bounds)}`,
  judge: (counts, bounds) => judgeShare({ ...counts, noun: 'value', adjective: 'distinct' }, bounds),
  examples: [
    {
      data: { name: ['a', 'b', 'b', 'b', null] },
      column: 'name',
      params: { min: 0.75 },
      status: 'failed',
      found: '2 of 4 values distinct (50.0 %)',
    },
    {
      data: { name: ['a', 'b', 'b', 'b', null] },
      column: 'name',
      params: { min: 0.5, max: 0.5 },
      status: 'passed',
      found: '2 of 4 values distinct (50.0 %)',
    },
    {
      data: { name: ['a', 'b'] },
      column: 'name',
      params: { max: 1, strictMax: true },
      status: 'failed',
      found: '2 of 2 values distinct (100 %)',
    },
    {
      data: { name: [null] },
      types: { name: 'string' },
      column: 'name',
      params: { min: 0.5 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
