import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { isNull, not, value } from '../src/core/expr.ts'
import { formatList } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'
import { columnList } from './parts/columns.ts'

/**
 * Rows with the same features have the same label; all rows offend whose features also stand in a row with another
 * label. A null among the features is the same as a null; rows without a label are left out.
 */
export const toHaveConsistentLabels = defineRule({
  name: 'toHaveConsistentLabels',
  id: 'consistent',
  category: 'values',
  subject: 'column',
  summary: 'Rows with the same features have the same label.',
  params: z.strictObject({
    features: columnList.optional().describe('The columns that are compared; all others where absent.'),
    mostly,
  }),
  shorthand: 'features',
  metrics: ({ column }, { features = [] }) => ({
    rows: of('sample').rowCount(),
    conflicts: of('sample').duplicates(features, isLabelled(column), column),
  }),
  expected: ({ column }, { features, mostly }) =>
    `one ${column} for the same ${features === undefined ? 'features' : formatList(features)}${mostlyText(mostly)}`,
  judge: ({ rows, conflicts }, { mostly }) =>
    judgeCounts({
      rows,
      checked: conflicts.checked,
      failing: conflicts.rows,
      mostly,
      offence: 'with the features of another label',
      noun: 'row',
    }),
  failing: ({ column }, { features = [] }) => ({
    duplicatesOf: features,
    differingIn: column,
    where: isLabelled(column),
  }),
  examples: [
    {
      data: { x: [1, 1, 2, 2, 2], y: ['a', 'a', 'b', 'b', 'b'], label: [0, 1, 1, 1, null] },
      types: { label: 'integer' },
      column: 'label',
      status: 'failed',
      found: '2 of 4 rows with the features of another label',
    },
    {
      data: { id: [1, 2, 3], x: [1, 1, 2], label: ['cat', 'cat', 'dog'] },
      column: 'label',
      params: { features: ['x'] },
      status: 'passed',
      found: 'none of 3 rows with the features of another label',
    },
    {
      data: { x: [null, null, 3], label: ['cat', 'dog', 'dog'] },
      column: 'label',
      params: { mostly: 0.3 },
      status: 'passed',
      found: '2 of 3 rows with the features of another label (66.7 %), up to 70.0 % allowed',
    },
    {
      data: { x: [1], label: [null] },
      types: { label: 'string' },
      column: 'label',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function isLabelled(column: string) {
  return not(isNull(value(column)))
}
