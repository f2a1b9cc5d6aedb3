import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { cramersV } from '../src/stats/index.ts'
import { crossTable, grouping } from './parts/cross-table.ts'
import { tooVaried } from './parts/fit.ts'
import { rounded } from './parts/hypothesis.ts'

const mostCombinations = 100_000

/**
 * Cramér's V of two columns is at most a number: 0 where one tells nothing of the other, 1 where it tells all. Every
 * distinct value is a category, unless it belongs to a group, and so is a missing one. V is not corrected for its bias:
 * with many categories and few rows it is large by chance.
 */
export const toHaveAssociationBelow = defineRule({
  name: 'toHaveAssociationBelow',
  id: 'association',
  category: 'statistics',
  subject: 'columns',
  columnCount: 2,
  summary: "The association of two columns, by Cramér's V, is at most a number.",
  gx: [
    {
      name: 'expect_column_pair_cramers_phi_value_to_be_less_than',
      columns: ['column_A', 'column_B'],
      params: {
        threshold: 'max',
        bins_A: 'firstGroups',
        bins_B: 'secondGroups',
        n_bins_A: 'firstGroups',
        n_bins_B: 'secondGroups',
      },
    },
  ],
  params: z.strictObject({
    max: z.number().min(0).max(1).default(0.1).describe('The greatest allowed V, itself allowed.'),
    firstGroups: grouping,
    secondGroups: grouping,
  }),
  shorthand: 'max',
  metrics: ({ columns }) => ({
    rows: of('sample').rowCount(),
    pairs: of('sample').frequencies(columns, mostCombinations),
  }),
  expected: ({ columns: [one, other] }, { max }) =>
    `association of ${one} and ${other} at most ${formatNumber(max)}`,
  judge: ({ rows, pairs }, { max, firstGroups, secondGroups }) => {
    if (pairs.distinct > pairs.entries.length) return tooVaried(pairs)
    if (pairs.total === 0) return nothingToCheck(rows, 'failed')
    const table = crossTable(pairs.entries, rows - pairs.total, [firstGroups, secondGroups])
    const association = table.length < 2 ? 0 : cramersV(table)
    return {
      status: association <= max ? 'passed' : 'failed',
      found: `V ${formatNumber(rounded(association))} of ${plural(rows, 'row')}`,
      observed: { value: association, rows },
    }
  },
  // scipy.stats.contingency.association([[2, 0], [0, 2]]), ([[1, 1], [1, 1]]), ([[2, 0, 1], [0, 2, 1]])
  examples: [
    {
      data: { city: ['Bonn', 'Bonn', 'Rom', 'Rom'], country: ['de', 'de', 'it', 'it'] },
      columns: ['city', 'country'],
      status: 'failed',
      found: 'V 1 of 4 rows',
    },
    {
      data: { coin: ['h', 'h', 't', 't'], day: [1, 2, 1, 2] },
      columns: ['coin', 'day'],
      params: { max: 0 },
      status: 'passed',
      found: 'V 0 of 4 rows',
    },
    {
      data: { size: [1, 2, 7, 8, 9, 3], kind: ['a', 'a', 'b', 'b', 'c', 'c'] },
      columns: ['size', 'kind'],
      params: { max: 0.5, firstGroups: [0, 5, 10] },
      status: 'failed',
      found: 'V 0.816 of 6 rows',
    },
    {
      data: { coin: ['h', null, null], day: [2, null, null] },
      columns: ['coin', 'day'],
      status: 'failed',
      found: 'V 1 of 3 rows',
    },
    {
      data: { coin: [null], day: [null] },
      types: { coin: 'string', day: 'integer' },
      columns: ['coin', 'day'],
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
