import { isWithin, rangeText } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { countBounds, countParams, gxCounts } from './parts/counts.ts'

/** The number of columns is a given one or lies between two bounds, which belong to the range. */
export const toHaveColumnCount = defineRule({
  name: 'toHaveColumnCount',
  id: 'column-count',
  category: 'schema',
  subject: 'table',
  summary: 'The number of columns is a given one or lies between two bounds.',
  gx: gxCounts('expect_table_column_count_to_be_between', 'expect_table_column_count_to_equal'),
  params: countParams('columns'),
  shorthand: 'equal',
  metrics: () => ({ schema: of('sample').schema() }),
  expected: (_, params) => `${rangeText(countBounds(params))} ${params.equal === 1 ? 'column' : 'columns'}`,
  judge: ({ schema }, params) => {
    const count = schema.columns.length
    return {
      status: isWithin(count, countBounds(params)) ? 'passed' : 'failed',
      found: plural(count, 'column'),
      observed: { value: count },
    }
  },
  examples: [
    { data: { a: [1], b: [2] }, params: { equal: 2 }, status: 'passed', found: '2 columns' },
    { data: { a: [1], b: [2] }, params: { min: 3, max: 4 }, status: 'failed', found: '2 columns' },
    { data: { a: [] }, types: { a: 'integer' }, params: { max: 1 }, status: 'passed', found: '1 column' },
  ],
})
