import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { and, isNull, not, value } from '../src/core/expr.ts'
import { formatList } from '../src/core/format.ts'
import { of, type OverlapRequest, overlap } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'
import { columnList } from './parts/columns.ts'

/**
 * Every combination of values of several columns, such as a compound key, occurs in columns of the reference. Rows in
 * which one of the columns is missing are left out, as a foreign key of SQL leaves them out. A condition (`where`) is
 * one for the sample only.
 */
export const toHaveCombinationsInReference = defineRule({
  name: 'toHaveCombinationsInReference',
  id: 'compound-in-reference',
  category: 'values',
  subject: 'columns',
  needsReference: true,
  choosesReferenceColumns: true,
  summary: 'Every combination of values of several columns occurs in the reference.',
  params: z.strictObject({
    in: columnList
      .optional()
      .describe('The columns of the reference, in the same order; those of the same names where absent.'),
    mostly,
  }),
  shorthand: 'in',
  metrics: ({ columns }, params) => ({
    rows: of('sample').rowCount(),
    overlap: overlap(combinationsOf(columns, params.in)),
  }),
  expected: ({ columns }, { in: others, mostly }) =>
    `combinations of ${formatList(columns)} to occur in ${others === undefined ? '' : `${formatList(others)} of `}the reference${mostlyText(mostly)}`,
  judge: ({ rows, overlap: { sample } }, { mostly }) =>
    judgeCounts({
      rows,
      checked: sample.rows,
      failing: sample.rows - sample.shared,
      mostly,
      offence: 'not in the reference',
      noun: 'row',
    }),
  failing: ({ columns }, params) => ({ overlap: combinationsOf(columns, params.in), isShared: false }),
  examples: [
    {
      data: { shop: ['a', 'a', 'b', 'b'], day: [1, 2, 1, null] },
      reference: { shop: ['a', 'b'], day: [1, 2] },
      columns: ['shop', 'day'],
      status: 'failed',
      found: '2 of 3 rows not in the reference',
    },
    {
      data: { shop: ['a', 'b'], day: [1, 2] },
      reference: { nr: [2, 1, 3], id: ['b', 'a', 'c'] },
      columns: ['shop', 'day'],
      params: { in: ['id', 'nr'] },
      status: 'passed',
      found: 'none of 2 rows not in the reference',
    },
    {
      data: { shop: [null], day: [1] },
      types: { shop: 'string' },
      reference: { shop: ['a'], day: [1] },
      columns: ['shop', 'day'],
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function combinationsOf(columns: readonly string[], others: readonly string[] = columns): OverlapRequest {
  const present = columns.map(column => not(isNull(value(column))))
  return { columns, referenceColumns: others, where: and(...present) }
}
