import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'

/** No value of a column occurs twice; every occurrence of one that does offends. Nulls are left out. */
export const toHaveUniqueValues = defineRule({
  name: 'toHaveUniqueValues',
  id: 'unique',
  category: 'values',
  subject: 'column',
  summary: 'No value of a column occurs twice.',
  gx: [{ name: 'expect_column_values_to_be_unique', params: { mostly: 'mostly' } }],
  params: z.strictObject({ mostly }),
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    duplicates: of('sample').duplicates([column]),
  }),
  expected: ({ column }, { mostly }) => `values of ${column} unique${mostlyText(mostly)}`,
  judge: ({ rows, duplicates }, { mostly }) =>
    judgeCounts({
      rows,
      checked: duplicates.checked,
      failing: duplicates.rows,
      mostly,
      offence: 'not unique',
    }),
  failing: ({ columns }) => ({ duplicatesOf: columns }),
  examples: [
    {
      data: { id: [1, 2, 2, 3, 3, 3, null, null] },
      column: 'id',
      status: 'failed',
      found: '5 of 6 values not unique',
    },
    { data: { id: ['a', 'A', ''] }, column: 'id', status: 'passed', found: 'none of 3 values not unique' },
    {
      data: { id: [1, 2, 3, 4, 5, 6, 7, 8, 9, 9] },
      column: 'id',
      params: { mostly: 0.8 },
      status: 'passed',
      found: '2 of 10 values not unique (20.0 %), up to 20.0 % allowed',
    },
    {
      data: { id: [null, null] },
      types: { id: 'integer' },
      column: 'id',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
