import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { isNull, not, value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'

/** Every value of a column is null. `mostly` is a share of all rows; NaN is not null. */
export const toHaveOnlyNulls = defineRule({
  name: 'toHaveOnlyNulls',
  id: 'only-null',
  category: 'missing',
  subject: 'column',
  summary: 'Every value of a column is missing.',
  gx: [{ name: 'expect_column_values_to_be_null', params: { mostly: 'mostly' } }],
  params: z.strictObject({
    mostly: mostly.describe(
      'The least share of all rows that has to be without a value; 0.99 is 99 %. Exactly this share is enough.',
    ),
  }),
  metrics: ({ column }) => ({ rows: of('sample').rowCount(), present: of('sample').count(value(column)) }),
  expected: ({ column }, { mostly }) => `values of ${column} missing${mostlyText(mostly)}`,
  judge: ({ rows, present }, { mostly }) =>
    judgeCounts({ rows, checked: rows, failing: present, mostly, offence: 'present' }),
  failing: ({ column }) => ({ where: not(isNull(value(column))) }),
  examples: [
    {
      data: { fax: [null, null, '030 1'] },
      column: 'fax',
      status: 'failed',
      found: '1 of 3 values present',
    },
    {
      data: { fax: [null, null] },
      types: { fax: 'string' },
      column: 'fax',
      status: 'passed',
      found: 'none of 2 values present',
    },
    {
      data: { fax: [null, '', null, null] },
      column: 'fax',
      params: { mostly: 0.75 },
      status: 'passed',
      found: '1 of 4 values present (25.0 %), up to 25.0 % allowed',
    },
    { data: { fax: [] }, types: { fax: 'string' }, column: 'fax', status: 'vacuous', found: 'no rows' },
  ],
})
