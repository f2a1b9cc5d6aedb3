import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatList } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { columnNames } from '../src/core/schema.ts'
import { closest } from '../src/core/suggest.ts'

/** There is a column of a name, in a given place where that matters. Upper and lower case differ. */
export const toHaveColumn = defineRule({
  name: 'toHaveColumn',
  id: 'column',
  category: 'schema',
  subject: 'table',
  summary: 'There is a column of a name, in a given place if so wanted.',
  gx: [
    {
      name: 'expect_column_to_exist',
      columns: [],
      params: { column: 'column', column_index: 'position' },
      values: { column_index: index => (typeof index === 'number' ? index + 1 : index) },
    },
  ],
  params: z.strictObject({
    column: z.string().describe('The name of the column; upper and lower case differ.'),
    position: z.int().min(1).optional().describe('Its place among the columns; the first is 1.'),
  }),
  shorthand: 'column',
  metrics: () => ({ schema: of('sample').schema() }),
  expected: (_, { column, position }) =>
    `the column ${column}${position === undefined ? '' : ` in place ${position}`}`,
  judge: ({ schema }, { column, position }) => {
    const names = columnNames(schema)
    const actual = names.indexOf(column) + 1
    const similar = actual === 0 ? closest(column, names) : undefined
    return {
      status: actual > 0 && (position ?? actual) === actual ? 'passed' : 'failed',
      found: actual === 0 ? `columns ${formatList(names)}` : `it in place ${actual}`,
      observed: { position: actual === 0 ? null : actual },
      hint: similar && `The column ${similar} may be the missing ${column}.`,
    }
  },
  examples: [
    { data: { a: [1], b: [2] }, params: { column: 'b' }, status: 'passed', found: 'it in place 2' },
    { data: { a: [1], b: [2] }, params: { column: 'c' }, status: 'failed', found: 'columns a and b' },
    {
      data: { a: [1], b: [2] },
      params: { column: 'b', position: 1 },
      status: 'failed',
      found: 'it in place 2',
    },
    {
      data: { 'a "b"': [] },
      types: { 'a "b"': 'string' },
      params: { column: 'a "b"', position: 1 },
      status: 'passed',
      found: 'it in place 1',
    },
  ],
})
