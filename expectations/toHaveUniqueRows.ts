import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { literal } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'

const allRows = literal(true)

/** No row occurs twice, by all of its columns; every row that does offends. A null equals a null. */
export const toHaveUniqueRows = defineRule({
  name: 'toHaveUniqueRows',
  id: 'unique-rows',
  category: 'values',
  subject: 'table',
  summary: 'No row occurs twice.',
  params: z.strictObject({ mostly }),
  metrics: () => ({ duplicates: of('sample').duplicates([], allRows) }),
  expected: (_, { mostly }) => `rows unique${mostlyText(mostly)}`,
  judge: ({ duplicates: { rows, checked } }, { mostly }) =>
    judgeCounts({ rows: checked, checked, failing: rows, mostly, offence: 'not unique', noun: 'row' }),
  failing: () => ({ duplicatesOf: [], where: allRows }),
  examples: [
    {
      data: { artist: ['a', 'a', 'b'], track: [1, 1, 1] },
      status: 'failed',
      found: '2 of 3 rows not unique',
    },
    {
      data: { artist: ['a', 'a', 'b'], track: [1, 2, 1] },
      status: 'passed',
      found: 'none of 3 rows not unique',
    },
    {
      data: { artist: [null, null, 'b'], track: [null, null, 1] },
      types: { track: 'integer' },
      params: { mostly: 0.5 },
      status: 'failed',
      found: '2 of 3 rows not unique (66.7 %), up to 50.0 % allowed',
    },
    { data: { artist: [] }, types: { artist: 'string' }, status: 'vacuous', found: 'no rows' },
  ],
})
