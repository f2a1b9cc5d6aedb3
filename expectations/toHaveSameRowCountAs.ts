import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatCount, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'

/** There are as many rows as in the reference. */
export const toHaveSameRowCountAs = defineRule({
  name: 'toHaveSameRowCountAs',
  id: 'same-row-count',
  category: 'schema',
  subject: 'table',
  needsReference: true,
  summary: 'There are as many rows as in the reference.',
  gx: [
    {
      name: 'expect_table_row_count_to_equal_other_table',
      params: { other_table_name: 'otherTable' },
      values: { other_table_name: () => undefined },
      remark: ({ other_table_name }) => `The reference has to be the table ${String(other_table_name)}.`,
    },
  ],
  params: z.strictObject({}),
  metrics: () => ({ rows: of('sample').rowCount(), others: of('reference').rowCount() }),
  expected: () => 'as many rows as in the reference',
  judge: ({ rows, others }) => ({
    status: rows === others ? 'passed' : 'failed',
    found: `${plural(rows, 'row')}, ${formatCount(others)} in the reference`,
    observed: { sample: rows, reference: others },
  }),
  examples: [
    {
      data: { a: [1, 2] },
      reference: { b: ['x', null] },
      status: 'passed',
      found: '2 rows, 2 in the reference',
    },
    { data: { a: [1] }, reference: { a: [1, 2] }, status: 'failed', found: '1 row, 2 in the reference' },
    {
      data: { a: [] },
      types: { a: 'integer' },
      reference: { a: [] },
      status: 'passed',
      found: '0 rows, 0 in the reference',
    },
  ],
})
