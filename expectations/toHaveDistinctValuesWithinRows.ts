import { z } from 'zod'
import { or, value } from '../src/core/expr.ts'
import { formatList } from '../src/core/format.ts'
import { areSame, defineRecordExpectation, gxRecord, recordParams } from './parts/records.ts'

/** In every row, the values of several columns differ from each other. A null is a value, the same as another null. */
export const toHaveDistinctValuesWithinRows = defineRecordExpectation({
  name: 'toHaveDistinctValuesWithinRows',
  id: 'distinct-within-row',
  category: 'values',
  summary: 'The values of several columns differ from each other in every row.',
  gx: [
    { name: 'expect_select_column_values_to_be_unique_within_record', ...gxRecord },
    { name: 'expect_multicolumn_values_to_be_unique', ...gxRecord },
  ],
  params: z.strictObject(recordParams),
  expected: ({ columns }) => `values of ${formatList(columns)} distinct in each row`,
  failing: ({ columns }) => or(...pairsOf(columns).map(([one, other]) => areSame(value(one), value(other)))),
  offence: 'with a value twice',
  examples: [
    {
      data: { first: ['a', 'b', 'c'], second: ['b', 'b', 'a'], third: ['c', 'a', 'c'] },
      columns: ['first', 'second', 'third'],
      status: 'failed',
      found: '2 of 3 rows with a value twice',
    },
    {
      data: { from: [1, 2], to: [2, 1] },
      columns: ['from', 'to'],
      status: 'passed',
      found: 'none of 2 rows with a value twice',
    },
    {
      data: { first: ['a', null], second: [null, null], third: [null, 'c'] },
      columns: ['first', 'second', 'third'],
      status: 'failed',
      found: '2 of 2 rows with a value twice',
    },
    {
      data: { from: [null], to: [null] },
      types: { from: 'integer', to: 'integer' },
      columns: ['from', 'to'],
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function pairsOf(columns: readonly string[]): readonly (readonly [string, string])[] {
  return columns.flatMap((one, index) => columns.slice(index + 1).map(other => [one, other] as const))
}
