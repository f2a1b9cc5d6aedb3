import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatCount, plural } from '../src/core/format.ts'
import { of, type QueryResult } from '../src/core/metric.ts'
import { mostly, mostlyText } from '../src/core/rows.ts'
import { query } from './parts/query.ts'

const mostRows = 10_000

/**
 * A query returns the same rows from the sample as another query from the reference, in any order; both in the
 * engine's own SQL. Rows are compared as text, cell by cell, 10,000 at most.
 */
export const toHaveSameQueryResultAs = defineRule({
  name: 'toHaveSameQueryResultAs',
  id: 'query-result',
  category: 'values',
  subject: 'table',
  needsReference: true,
  summary: 'A query in SQL returns the same rows as another from the reference.',
  gx: [
    {
      name: 'expect_query_results_to_match_comparison',
      params: {
        base_query: 'sql',
        comparison_query: 'referenceSql',
        comparison_data_source_name: 'source',
        mostly: 'mostly',
      },
      values: { comparison_data_source_name: () => undefined },
      remark: ({ comparison_data_source_name: name }) =>
        `The reference has to be the data source ${String(name)}.`,
    },
  ],
  params: z.strictObject({
    sql: query,
    referenceSql: query.optional().meta({
      title: 'SQL',
      description:
        'The query of the reference, where it is another; `{batch}` stands for the reference there.',
    }),
    mostly: mostly.describe(
      'The least share of rows that have to be the same, of the longer of the two results.',
    ),
  }),
  shorthand: 'sql',
  metrics: (_, { sql, referenceSql = sql }) => ({
    result: of('sample').query(sql, mostRows),
    wanted: of('reference').query(referenceSql, mostRows),
  }),
  expected: (_, { sql, mostly }) =>
    `the same rows from ${sql.trim()} as from the reference${mostlyText(mostly)}`,
  judge: ({ result, wanted }, { mostly }) => {
    const longer = Math.max(result.count, wanted.count)
    if (longer > mostRows)
      return { status: 'inconclusive', found: `${plural(longer, 'row')}, more than are compared` }
    if (longer === 0) return { status: 'vacuous', found: 'no rows' }
    const same = commonRows(result, wanted)
    return {
      status: same / longer >= mostly ? 'passed' : 'failed',
      found: `${formatCount(same)} of ${plural(longer, 'row')} the same`,
      observed: { same, sample: result.count, reference: wanted.count },
    }
  },
  examples: [
    {
      data: { city: ['Bonn', 'Rom', 'Rom'] },
      reference: { city: ['Rom', 'Bonn', 'Rom'] },
      params: { sql: 'SELECT city, count(*) FROM {batch} GROUP BY city' },
      status: 'passed',
      found: '2 of 2 rows the same',
    },
    {
      data: { city: ['Bonn', 'Rom', null] },
      reference: { city: ['Rom', 'Bonn', 'Rom', null] },
      params: { sql: 'SELECT city FROM {batch}' },
      status: 'failed',
      found: '3 of 4 rows the same',
    },
    {
      data: { city: ['Bonn'] },
      reference: { n: [1] },
      params: { sql: 'SELECT count(*) FROM {batch}', referenceSql: 'SELECT n FROM {batch}' },
      status: 'passed',
      found: '1 of 1 row the same',
    },
    {
      data: { city: ['Bonn'] },
      reference: { city: ['Rom'] },
      params: { sql: 'SELECT * FROM {batch} WHERE false' },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})

/** How many rows are in both results, each as often as it is in the one with fewer of it. */
function commonRows(result: QueryResult, wanted: QueryResult): number {
  const left = new Map<string, number>()
  for (const row of wanted.rows) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1)
  return result.rows.filter(row => {
    const times = left.get(keyOf(row)) ?? 0
    left.set(keyOf(row), times - 1)
    return times > 0
  }).length
}

function keyOf(row: QueryResult['rows'][number]): string {
  return JSON.stringify(row)
}
