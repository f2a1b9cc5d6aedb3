import { z } from 'zod'
import { type Bounds, isWithin, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'

const count = z.int().min(0).optional()

/** The number of rows is a given one or lies between two bounds, which belong to the range. */
export const toHaveRowCount = defineRule({
  name: 'toHaveRowCount',
  id: 'row-count',
  category: 'schema',
  subject: 'table',
  summary: 'The number of rows is a given one or lies between two bounds.',
  gx: [
    {
      name: 'expect_table_row_count_to_be_between',
      params: { min_value: 'min', max_value: 'max' },
    },
  ],
  params: z
    .strictObject({
      equal: count.describe('The exact number of rows, instead of bounds.'),
      min: count.describe('The least allowed number of rows, itself allowed.'),
      max: count.describe('The greatest allowed number of rows, itself allowed.'),
    })
    .superRefine((params, context) => {
      if (params.equal === undefined) refuseEmptyRange(boundsOf(params), context)
      else if (params.min !== undefined || params.max !== undefined)
        context.addIssue('expected either equal or bounds')
    }),
  shorthand: 'equal',
  metrics: () => ({ rows: of('sample').rowCount() }),
  expected: (_, params) => `${rangeText(boundsOf(params))} ${params.equal === 1 ? 'row' : 'rows'}`,
  judge: ({ rows }, params) => ({
    status: isWithin(rows, boundsOf(params)) ? 'passed' : 'failed',
    found: plural(rows, 'row'),
    observed: { rows },
  }),
  examples: [
    { data: { a: [1, null] }, params: { equal: 2 }, status: 'passed', found: '2 rows' },
    { data: { a: [1] }, params: { min: 2 }, status: 'failed', found: '1 row' },
    {
      data: { a: [] },
      types: { a: 'integer' },
      params: { min: 1, max: 5 },
      status: 'failed',
      found: '0 rows',
    },
    { data: { a: [] }, types: { a: 'integer' }, params: { max: 5 }, status: 'passed', found: '0 rows' },
  ],
})

interface RowCount {
  readonly equal?: number
  readonly min?: number
  readonly max?: number
}

function boundsOf({ equal, min = equal, max = equal }: RowCount): Bounds {
  return { min, max, strictMin: false, strictMax: false }
}
