import { z } from 'zod'
import { not, or, isNull, call, value } from '../src/core/expr.ts'
import { defineRecordExpectation, gxPair, recordParams } from './parts/records.ts'

/** The values of two columns are equal in every row. A null equals nothing, not even a null. */
export const toHavePairsEqual = defineRecordExpectation({
  name: 'toHavePairsEqual',
  id: 'pair-equal',
  category: 'values',
  columnCount: 2,
  summary: 'The values of two columns are equal in every row.',
  gx: [{ name: 'expect_column_pair_values_to_be_equal', ...gxPair }],
  params: z.strictObject(recordParams),
  expected: ({ columns: [one, other] }) => `${one} equal to ${other}`,
  failing: ({ columns: [one = '', other = ''] }) =>
    or(isNull(value(one)), isNull(value(other)), not(call('equal', value(one), value(other)))),
  offence: 'not equal',
  examples: [
    {
      data: { billed: [1, 2, 3, null, null], paid: [1, 2.5, null, 4, null] },
      columns: ['billed', 'paid'],
      status: 'failed',
      found: '3 of 4 rows not equal',
    },
    {
      data: { billed: [1, 2, null], paid: [1, 2, 4] },
      columns: ['billed', 'paid'],
      params: { ignoreRowIf: 'any-missing' },
      status: 'passed',
      found: 'none of 2 rows not equal',
    },
    {
      data: { billed: [1, null], paid: [1, null] },
      columns: ['billed', 'paid'],
      params: { ignoreRowIf: 'never', mostly: 0.5 },
      status: 'passed',
      found: '1 of 2 rows not equal (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { billed: [null], paid: [null] },
      types: { billed: 'number', paid: 'number' },
      columns: ['billed', 'paid'],
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
