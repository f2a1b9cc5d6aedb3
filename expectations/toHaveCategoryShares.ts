import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import type { Value } from '../src/core/value.ts'
import { chiSquareGoodnessOfFit } from '../src/stats/index.ts'
import { judgeFit, minP, tooVaried } from './parts/fit.ts'
import { categories, gxPartition } from './parts/partition.ts'
import { identityOf, valuesText } from './parts/values.ts'

const mostCategories = 10_000

/**
 * The values of a column may have given shares, by a chi-square test. Values without a share make it fail, unless some
 * weight is held back for them, which they then divide among themselves. Nulls are left out.
 */
export const toHaveCategoryShares = defineRule({
  name: 'toHaveCategoryShares',
  id: 'category-shares',
  category: 'statistics',
  subject: 'column',
  summary: 'The values of a column may have given shares.',
  gx: [
    {
      name: 'expect_column_chisquare_test_p_value_to_be_greater_than',
      params: { partition_object: 'shares', p: 'minP', tail_weight_holdout: 'tailHoldout' },
      values: { partition_object: gxPartition },
    },
  ],
  params: z.strictObject({
    shares: categories.meta({
      title: 'weights of values',
      description: '`{ values, weights }`: the values that are expected, and how much of each.',
    }),
    minP,
    tailHoldout: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('The share of the weight that is held back for values that are not listed.'),
  }),
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    values: of('sample').frequencies([column], mostCategories),
  }),
  expected: ({ column }, { shares }) => `shares of ${valuesText(shares.values)} in ${column} as given`,
  judge: ({ rows, values: found }, { shares, minP, tailHoldout }) => {
    const { entries, distinct } = found
    if (entries.length === 0) return nothingToCheck(rows, 'failed')
    if (distinct > entries.length) return tooVaried(found)
    const counts = new Map(entries.map(({ values: [each = null], count }) => [identityOf(each), count]))
    const expected = new Map(
      shares.values.map((each, index) => [identityOf(each as Value), shares.weights[index] ?? 0]),
    )
    const unlisted = [...counts.keys()].filter(key => !expected.has(key))
    const whole = shares.weights.reduce((sum, weight) => sum + weight, 0)
    const kept = unlisted.length > 0 ? 1 - tailHoldout : 1
    const keys = [...expected.keys(), ...unlisted]
    const { statistic, pValue } = chiSquareGoodnessOfFit(
      keys.map(key => counts.get(key) ?? 0),
      keys.map(key =>
        expected.has(key) ? ((expected.get(key) ?? 0) / whole) * kept : tailHoldout / unlisted.length,
      ),
    )
    return judgeFit({ statistic: ['χ²', statistic], pValue, minP })
  },
  // scipy.stats.chisquare([6, 4], [5, 5]), ([9, 1], [5, 5])
  examples: [
    {
      data: { coin: ['h', 'h', 'h', 'h', 'h', 'h', 't', 't', 't', 't', null] },
      column: 'coin',
      params: { shares: { values: ['h', 't'], weights: [1, 1] } },
      status: 'passed',
      found: 'χ² 0.4; p 0.527 > 0.05',
    },
    {
      data: { coin: ['h', 'h', 'h', 'h', 'h', 'h', 'h', 'h', 'h', 't'] },
      column: 'coin',
      params: { shares: { values: ['h', 't'], weights: [1, 1] } },
      status: 'failed',
      found: 'χ² 6.4; p 0.011 < 0.05',
    },
    {
      data: { coin: ['h', 't', 'edge'] },
      column: 'coin',
      params: { shares: { values: ['h', 't'], weights: [1, 1] } },
      status: 'failed',
      found: 'χ² ∞; p 0 < 0.05',
    },
    {
      data: { coin: [null] },
      types: { coin: 'string' },
      column: 'coin',
      params: { shares: { values: ['h', 't'], weights: [1, 1] } },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
