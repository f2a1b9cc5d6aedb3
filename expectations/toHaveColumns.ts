import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatList } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { columnNames } from '../src/core/schema.ts'
import { columnList, differenceOf, differenceText, likelyRenaming } from './parts/columns.ts'

/** The columns are there, in any order. Others may be there too, unless exactly these are expected. */
export const toHaveColumns = defineRule({
  name: 'toHaveColumns',
  id: 'columns',
  category: 'schema',
  subject: 'table',
  summary: 'The columns are there, in any order; no others, if so wanted.',
  gx: [
    {
      name: 'expect_table_columns_to_match_set',
      columns: [],
      params: { column_set: 'columns', exact_match: 'exactly' },
      defaults: { exactly: true },
      allowsAll: ({ column_set = null }) => column_set === null,
    },
  ],
  params: z.strictObject({
    columns: columnList.describe('The names that have to be there; upper and lower case differ.'),
    exactly: z.boolean().default(false).describe('Whether any other column is refused.'),
  }),
  shorthand: 'columns',
  metrics: () => ({ schema: of('sample').schema() }),
  expected: (_, { columns, exactly }) =>
    `${exactly ? 'exactly the' : 'the'} columns ${formatList(columns, 12)}`,
  judge: ({ schema }, { columns, exactly }) => {
    const { missing, surplus } = differenceOf(columnNames(schema), columns)
    const unwanted = exactly ? surplus : []
    return {
      status: missing.length + unwanted.length === 0 ? 'passed' : 'failed',
      found: differenceText({ missing, surplus: unwanted, expected: columns.length }),
      observed: { missing, surplus },
      hint: likelyRenaming({ missing, surplus }),
    }
  },
  examples: [
    { data: { a: [1], b: [2] }, params: { columns: ['b'] }, status: 'passed', found: '1 of 1 column there' },
    {
      data: { a: [1], b: [2] },
      params: { columns: ['a', 'c'] },
      status: 'failed',
      found: '1 of 2 columns there; missing: c',
    },
    {
      data: { a: [1], b: [2], d: [3] },
      params: { columns: ['a', 'c'], exactly: true },
      status: 'failed',
      found: '1 of 2 columns there; missing: c; not expected: b and d',
    },
    {
      data: { 'a "b"': [] },
      types: { 'a "b"': 'string' },
      params: { columns: ['a "b"'], exactly: true },
      status: 'passed',
      found: '1 of 1 column there',
    },
  ],
})
