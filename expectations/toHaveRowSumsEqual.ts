import { z } from 'zod'
import { call, equal, type Expr, isNull, not, or, value } from '../src/core/expr.ts'
import { formatList, formatNumber } from '../src/core/format.ts'
import { numericTypes } from '../src/core/schema.ts'
import { defineRecordExpectation, gxRecord, recordParams } from './parts/records.ts'

/**
 * In every row, the values of several columns add up to a total, exactly: sums of decimal fractions may miss it by
 * their last digit. A row in which one of them is missing offends.
 */
export const toHaveRowSumsEqual = defineRecordExpectation({
  name: 'toHaveRowSumsEqual',
  id: 'row-sum',
  category: 'values',
  accepts: numericTypes,
  summary: 'The values of several columns add up to a total in every row.',
  gx: [
    {
      name: 'expect_multicolumn_sum_to_equal',
      ...gxRecord,
      params: { ...gxRecord.params, sum_total: 'total' },
    },
  ],
  params: z.strictObject({
    total: z.number().describe('What the values of a row add up to.'),
    ...recordParams,
  }),
  shorthand: 'total',
  expected: ({ columns }, { total }) => `sum of ${formatList(columns)} ${formatNumber(total)}`,
  failing: ({ columns }, { total }) => {
    const missing = columns.map(column => isNull(value(column)))
    return or(...missing, not(equal(sumOf(columns), total)))
  },
  offence: 'with another sum',
  examples: [
    {
      data: { cash: [60, 30, 50, null], card: [40, 60, null, null] },
      columns: ['cash', 'card'],
      params: { total: 100 },
      status: 'failed',
      found: '2 of 3 rows with another sum',
    },
    {
      data: { a: [0.2, 0.5], b: [0.8, 0.5] },
      columns: ['a', 'b'],
      params: { total: 1 },
      status: 'passed',
      found: 'none of 2 rows with another sum',
    },
    {
      data: { cash: [60, null], card: [40, 60] },
      columns: ['cash', 'card'],
      params: { total: 100, ignoreRowIf: 'any-missing' },
      status: 'passed',
      found: 'none of 1 row with another sum',
    },
    {
      data: { cash: [null], card: [null] },
      types: { cash: 'number', card: 'number' },
      columns: ['cash', 'card'],
      params: { total: 100 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function sumOf(columns: readonly string[]): Expr {
  const [first, ...others] = columns.map(value)
  return others.reduce((sum, other) => call('add', sum, other), first ?? { literal: 0 })
}
