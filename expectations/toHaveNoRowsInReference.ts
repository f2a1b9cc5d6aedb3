import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { isNull, not, or, value } from '../src/core/expr.ts'
import { formatList } from '../src/core/format.ts'
import { type OverlapRequest, overlap } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'
import { columnList } from './parts/columns.ts'

/**
 * No row occurs in the reference: a test set holds nothing that a model was trained on. By all columns that both have,
 * or by some, such as the id of a person or the features without the label. A null is the same as a null; rows without
 * any of the columns named are left out. A condition (`where`) is one for the sample only.
 */
export const toHaveNoRowsInReference = defineRule({
  name: 'toHaveNoRowsInReference',
  id: 'no-overlap',
  category: 'drift',
  subject: 'table',
  needsReference: true,
  summary: 'No row, or no id, occurs in the reference: train and test do not overlap.',
  params: z.strictObject({
    columns: columnList
      .optional()
      .describe('The columns by which rows are the same; all that both have where absent.'),
    mostly: mostly.describe('The least share of rows that must not occur there; 0.99 is 99 %.'),
  }),
  shorthand: 'columns',
  metrics: (_, { columns }) => ({ overlap: overlap(rowsBy(columns)) }),
  expected: (_, { columns, mostly }) =>
    `no row with ${columns === undefined ? 'all values' : `the ${formatList(columns)}`} of one in the reference${mostlyText(mostly)}`,
  judge: ({ overlap: { sample } }, { mostly }) =>
    judgeCounts({
      rows: sample.rows,
      checked: sample.rows,
      failing: sample.shared,
      mostly,
      offence: 'in the reference too',
      noun: 'row',
    }),
  failing: (_, { columns }) => ({ overlap: rowsBy(columns), isShared: true }),
  examples: [
    {
      data: { id: [4, 5, 1], x: [1, 2, 3] },
      reference: { id: [1, 2, 3], x: [3, 4, 5] },
      status: 'failed',
      found: '1 of 3 rows in the reference too',
    },
    {
      data: { id: [4, 5, 1], x: [1, 2, null] },
      reference: { id: [1, 2, 3], x: [3, 4, 5] },
      status: 'passed',
      found: 'none of 3 rows in the reference too',
    },
    {
      data: { user: ['a', 'b', 'b', null], x: [1, 2, 3, 4] },
      reference: { user: ['b', 'c', null], x: [7, 8, 9] },
      params: { columns: ['user'] },
      status: 'failed',
      found: '2 of 3 rows in the reference too',
    },
    {
      data: { user: [null] },
      types: { user: 'string' },
      reference: { user: ['b'] },
      params: { columns: ['user'] },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})

function rowsBy(columns: readonly string[] = []): OverlapRequest {
  if (columns.length === 0) return { columns }
  return { columns, where: or(...columns.map(column => not(isNull(value(column))))) }
}
