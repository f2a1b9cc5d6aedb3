import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { gxShare, judgeShare, shareParams, shareRange } from './parts/shares.ts'

/** The share of all rows in which a column has a value lies between two bounds. NaN is a value. */
export const toHavePresentShareBetween = defineRule({
  name: 'toHavePresentShareBetween',
  id: 'present-share',
  category: 'missing',
  subject: 'column',
  summary: 'The share of rows in which a column has a value lies between two bounds.',
  gx: [{ name: 'expect_column_proportion_of_non_null_values_to_be_between', ...gxShare }],
  params: shareParams,
  metrics: ({ column }) => ({ rows: of('sample').rowCount(), present: of('sample').count(value(column)) }),
  expected: ({ column }, bounds) => `share of present values in ${column} ${shareRange(bounds)}`,
  judge: ({ rows, present }, bounds) =>
    judgeShare({ rows, of: rows, part: present, noun: 'value', adjective: 'present' }, bounds),
  examples: [
    {
      data: { fax: ['1', null, null, null] },
      column: 'fax',
      params: { min: 0.5 },
      status: 'failed',
      found: '1 of 4 values present (25.0 %)',
    },
    {
      data: { fax: ['1', null, null, null] },
      column: 'fax',
      params: { max: 0.25 },
      status: 'passed',
      found: '1 of 4 values present (25.0 %)',
    },
    {
      data: { fax: [] },
      types: { fax: 'string' },
      column: 'fax',
      params: { min: 0.5 },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
