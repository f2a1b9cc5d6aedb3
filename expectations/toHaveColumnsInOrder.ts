import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatList } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { columnNames } from '../src/core/schema.ts'
import { columnList, differenceOf, differenceText, likelyRenaming } from './parts/columns.ts'

/** The columns are exactly these, in this order. */
export const toHaveColumnsInOrder = defineRule({
  name: 'toHaveColumnsInOrder',
  id: 'column-order',
  category: 'schema',
  subject: 'table',
  summary: 'The columns are exactly these, in this order.',
  gx: [
    {
      name: 'expect_table_columns_to_match_ordered_list',
      columns: [],
      params: { column_list: 'columns' },
      allowsAll: ({ column_list = null }) => column_list === null,
    },
  ],
  params: z.strictObject({
    columns: columnList.describe('All names, in order; upper and lower case differ.'),
  }),
  shorthand: 'columns',
  metrics: () => ({ schema: of('sample').schema() }),
  expected: (_, { columns }) => `exactly the columns ${formatList(columns, 12)}, in this order`,
  judge: ({ schema }, { columns }) => {
    const actual = columnNames(schema)
    const difference = differenceOf(actual, columns)
    const isSameSet = difference.missing.length + difference.surplus.length === 0
    const moved = columns.findIndex((name, index) => name !== actual[index])
    const found =
      isSameSet && moved !== -1
        ? `column ${moved + 1} is ${actual[moved]}, not ${columns[moved]}`
        : differenceText({ ...difference, expected: columns.length })
    return {
      status: isSameSet && moved === -1 ? 'passed' : 'failed',
      found,
      observed: { columns: actual },
      hint: likelyRenaming(difference),
    }
  },
  examples: [
    {
      data: { a: [1], b: [2] },
      params: { columns: ['a', 'b'] },
      status: 'passed',
      found: '2 of 2 columns there',
    },
    {
      data: { b: [1], a: [2] },
      params: { columns: ['a', 'b'] },
      status: 'failed',
      found: 'column 1 is b, not a',
    },
    {
      data: { a: [1], b: [2] },
      params: { columns: ['a'] },
      status: 'failed',
      found: '1 of 1 column there; not expected: b',
    },
    {
      data: { a: [] },
      types: { a: 'integer' },
      params: { columns: ['a', 'b'] },
      status: 'failed',
      found: '1 of 2 columns there; missing: b',
    },
  ],
})
