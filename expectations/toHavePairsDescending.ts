import { z } from 'zod'
import { call, isNull, or, value } from '../src/core/expr.ts'
import { orderedTypes } from '../src/core/schema.ts'
import { defineRecordExpectation, gxPair, recordParams } from './parts/records.ts'

/**
 * In every row, the value of the first of two columns is greater than that of the second. A null is not. Texts
 * are compared character by character.
 */
export const toHavePairsDescending = defineRecordExpectation({
  name: 'toHavePairsDescending',
  id: 'pair-descending',
  category: 'values',
  columnCount: 2,
  accepts: [...orderedTypes, 'string'],
  summary: 'The value of one column is greater than that of another in every row.',
  gx: [
    {
      name: 'expect_column_pair_values_a_to_be_greater_than_b',
      ...gxPair,
      params: { ...gxPair.params, or_equal: 'orEqual' },
    },
  ],
  params: z.strictObject({
    orEqual: z.boolean().default(false).describe('Whether two equal values are allowed.'),
    ...recordParams,
  }),
  expected: ({ columns: [one, other] }, { orEqual }) => `${one} ${orEqual ? 'at least' : 'above'} ${other}`,
  failing: ({ columns: [one = '', other = ''] }, { orEqual }) =>
    or(
      isNull(value(one)),
      isNull(value(other)),
      call(orEqual ? 'lessThan' : 'atMost', value(one), value(other)),
    ),
  offence: 'not so',
  examples: [
    {
      data: { arrival: [3, 2, 1, null, null], departure: [1, 2, 2, 1, null] },
      columns: ['arrival', 'departure'],
      status: 'failed',
      found: '3 of 4 rows not so',
    },
    {
      data: { arrival: [3, 2], departure: [1, 2] },
      columns: ['arrival', 'departure'],
      params: { orEqual: true },
      status: 'passed',
      found: 'none of 2 rows not so',
    },
    {
      data: {
        arrival: [new Date('2019-01-02'), null],
        departure: [new Date('2019-01-01'), new Date('2019-01-01')],
      },
      columns: ['arrival', 'departure'],
      params: { ignoreRowIf: 'any-missing' },
      status: 'passed',
      found: 'none of 1 row not so',
    },
    {
      data: { arrival: [], departure: [] },
      types: { arrival: 'integer', departure: 'integer' },
      columns: ['arrival', 'departure'],
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
