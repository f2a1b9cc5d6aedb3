import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'
import { ksOneSample } from '../src/stats/index.ts'
import { distribution, distributionText, gxDistribution } from './parts/distribution.ts'
import { judgeFit, minP, mostDistinct, sortedNumbers, tooVaried } from './parts/fit.ts'

/**
 * The values of a column may come from a given continuous distribution, by a one-sample Kolmogorov–Smirnov test. The
 * parameters have to be known beforehand, not estimated from the same values. Null, NaN and ±infinity are left out.
 */
export const toHaveParametricDistribution = defineRule({
  name: 'toHaveParametricDistribution',
  id: 'parametric',
  category: 'statistics',
  subject: 'column',
  accepts: numericTypes,
  summary: 'The values of a column may come from a given continuous distribution.',
  gx: [
    {
      name: 'expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than',
      params: { distribution: 'distribution', p_value: 'minP' },
      combine: gxDistribution,
    },
  ],
  params: z.strictObject({ distribution, minP }),
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    values: of('sample').frequencies([column], mostDistinct),
  }),
  expected: ({ column }, { distribution }) => `${column} distributed as ${distributionText(distribution)}`,
  judge: ({ rows, values }, { distribution, minP }) => {
    if (values.distinct > values.entries.length) return tooVaried(values)
    const numbers = sortedNumbers(values)
    if (numbers.length === 0) return nothingToCheck(rows, 'failed')
    const { statistic, pValue } = ksOneSample(numbers, distribution)
    return judgeFit({ statistic: ['D', statistic], pValue, minP })
  },
  // scipy.stats.kstest(data, 'uniform'), (data, 'norm', (5, 1)), (data, 'expon')
  examples: [
    {
      data: { share: [0.1, 0.3, 0.5, 0.7, 0.9, null] },
      column: 'share',
      params: { distribution: { name: 'uniform' } },
      status: 'passed',
      found: 'D 0.1; p 1 > 0.05',
    },
    {
      data: { share: [0.1, 0.3, 0.5, 0.7, 0.9] },
      column: 'share',
      params: { distribution: { name: 'normal', loc: 5 } },
      status: 'failed',
      found: 'D 1; p 7.5e-24 < 0.05',
    },
    {
      data: { wait: [1, 1, 1] },
      column: 'wait',
      params: { distribution: { name: 'exponential' }, minP: 0.01 },
      status: 'passed',
      found: 'D 0.632; p 0.104 > 0.01',
    },
    {
      data: { wait: [null] },
      types: { wait: 'number' },
      column: 'wait',
      params: { distribution: { name: 'normal' } },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
