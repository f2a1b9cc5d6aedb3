import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { isNull, not, value } from '../src/core/expr.ts'
import { of, type OverlapRequest, overlap } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'

/**
 * Every value of a column occurs in a column of the reference: keys point to rows that are there, and there are no new
 * categories. Nulls are left out. A condition (`where`) is one for the sample only.
 */
export const toHaveValuesInReference = defineRule({
  name: 'toHaveValuesInReference',
  id: 'in-reference',
  category: 'values',
  subject: 'column',
  needsReference: true,
  choosesReferenceColumns: true,
  summary: 'Every value of a column occurs in the reference: no dangling keys, no new categories.',
  params: z.strictObject({
    in: z.string().optional().meta({
      title: 'column name',
      description: 'The column of the reference; the one of the same name where absent.',
    }),
    mostly,
  }),
  shorthand: 'in',
  metrics: ({ column }, params) => ({
    rows: of('sample').rowCount(),
    overlap: overlap(valuesOf(column, params.in)),
  }),
  expected: ({ column }, { in: other, mostly }) =>
    `values of ${column} to occur in ${other === undefined ? '' : `${other} of `}the reference${mostlyText(mostly)}`,
  judge: ({ rows, overlap: { sample } }, { mostly }) =>
    judgeCounts({
      rows,
      checked: sample.rows,
      failing: sample.rows - sample.shared,
      mostly,
      offence: 'not in the reference',
    }),
  failing: ({ column }, params) => ({ overlap: valuesOf(column, params.in), isShared: false }),
  examples: [
    {
      data: { artist: [1, 2, 2, 9, null] },
      reference: { id: [1, 2, 3, null] },
      column: 'artist',
      params: { in: 'id' },
      status: 'failed',
      found: '1 of 4 values not in the reference',
    },
    {
      data: { genre: ['pop', 'rock', 'pop'] },
      reference: { genre: ['pop', 'rock', 'jazz'] },
      column: 'genre',
      status: 'passed',
      found: 'none of 3 values not in the reference',
    },
    {
      data: { genre: ['pop', 'grime', 'Pop', 'rock'] },
      reference: { genre: ['pop', 'rock'] },
      column: 'genre',
      params: { mostly: 0.5 },
      status: 'passed',
      found: '2 of 4 values not in the reference (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      reference: { genre: ['pop'] },
      column: 'genre',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function valuesOf(column: string, other = column): OverlapRequest {
  return { columns: [column], referenceColumns: [other], where: not(isNull(value(column))) }
}
