import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { isNull, value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'

/** No value of a column is null. `mostly` is a share of all rows; NaN is not null. */
export const toHaveNoNulls = defineRule({
  name: 'toHaveNoNulls',
  id: 'not-null',
  category: 'missing',
  subject: 'column',
  summary: 'No value of a column is missing.',
  gx: [{ name: 'expect_column_values_to_not_be_null', params: { mostly: 'mostly' } }],
  params: z.strictObject({
    mostly: mostly.describe(
      'The least share of all rows that has to have a value; 0.99 is 99 %. Exactly this share is enough.',
    ),
  }),
  metrics: ({ column }) => ({ rows: of('sample').rowCount(), present: of('sample').count(value(column)) }),
  expected: ({ column }, { mostly }) => `values of ${column} present${mostlyText(mostly)}`,
  judge: ({ rows, present }, { mostly }) =>
    judgeCounts({ rows, checked: rows, failing: rows - present, mostly, offence: 'missing' }),
  failing: ({ column }) => ({ where: isNull(value(column)) }),
  examples: [
    {
      data: { price: [1, null, 3] },
      column: 'price',
      status: 'failed',
      found: '1 of 3 values missing',
    },
    {
      data: { name: ['', 'a'] },
      column: 'name',
      status: 'passed',
      found: 'none of 2 values missing',
    },
    {
      data: { price: [1, null, 3, 4] },
      column: 'price',
      params: { mostly: 0.75 },
      status: 'passed',
      found: '1 of 4 values missing (25.0 %), up to 25.0 % allowed',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      status: 'failed',
      found: '1 of 1 value missing',
    },
    {
      data: { price: [] },
      types: { price: 'number' },
      column: 'price',
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
