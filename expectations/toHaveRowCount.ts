import { isWithin, rangeText } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { countBounds, countParams, gxCounts } from './parts/counts.ts'

/** The number of rows is a given one or lies between two bounds, which belong to the range. */
export const toHaveRowCount = defineRule({
  name: 'toHaveRowCount',
  id: 'row-count',
  category: 'schema',
  subject: 'table',
  summary: 'The number of rows is a given one or lies between two bounds.',
  gx: gxCounts('expect_table_row_count_to_be_between', 'expect_table_row_count_to_equal'),
  params: countParams('rows'),
  shorthand: 'equal',
  metrics: () => ({ rows: of('sample').rowCount() }),
  expected: (_, params) => `${rangeText(countBounds(params))} ${params.equal === 1 ? 'row' : 'rows'}`,
  judge: ({ rows }, params) => ({
    status: isWithin(rows, countBounds(params)) ? 'passed' : 'failed',
    found: plural(rows, 'row'),
    observed: { value: rows, rows },
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
