import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { query } from './parts/query.ts'

/** A query, in the engine's own SQL, returns no row. */
export const toHaveNoRowsFrom = defineRule({
  name: 'toHaveNoRowsFrom',
  id: 'no-rows',
  category: 'values',
  subject: 'table',
  summary: 'A query in SQL returns no row.',
  gx: [{ name: 'unexpected_rows_expectation', params: { unexpected_rows_query: 'sql' } }],
  params: z.strictObject({ sql: query }),
  shorthand: 'sql',
  metrics: (_, { sql }) => ({ result: of('sample').query(sql) }),
  expected: (_, { sql }) => `no row from ${sql.trim()}`,
  judge: ({ result }) => ({
    status: result.count === 0 ? 'passed' : 'failed',
    found: plural(result.count, 'row'),
    observed: { unexpectedRows: result.count },
  }),
  examples: [
    {
      data: { price: [9, 20, null] },
      params: { sql: 'SELECT * FROM {batch} WHERE price > 10' },
      status: 'failed',
      found: '1 row',
    },
    {
      data: { price: [9, 20, null] },
      params: { sql: 'SELECT price FROM {batch} GROUP BY price HAVING count(*) > 1;' },
      status: 'passed',
      found: '0 rows',
    },
    {
      data: { price: [] },
      types: { price: 'number' },
      params: { sql: 'SELECT 1 WHERE (SELECT count(*) FROM {batch}) = 0' },
      status: 'failed',
      found: '1 row',
    },
  ],
})
