import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber, formatShare } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'
import { ksOneSample, type RandomSource, randomSource } from '../src/stats/index.ts'
import { binnedCdf, countsInBins } from './parts/binned.ts'
import { minP, mostDistinct, sortedNumbers, tooVaried } from './parts/fit.ts'
import { gxPartition, intervals } from './parts/partition.ts'

/**
 * Small random samples of a column's values fit a distribution of bins, by one-sample Kolmogorov–Smirnov tests: more
 * than a share of them have a p-value of at least that share. Within a bin the distribution is even. Samples that are
 * about as many as there are bins do not notice how coarse the bins are. The same data give the same verdict, for the
 * samples are drawn from a fixed seed. Null, NaN and ±infinity are left out.
 */
export const toHaveBinnedDistribution = defineRule({
  name: 'toHaveBinnedDistribution',
  id: 'binned',
  category: 'statistics',
  subject: 'column',
  accepts: numericTypes,
  summary: 'Small samples of a column fit a distribution of bins.',
  gx: [
    {
      name: 'expect_column_bootstrapped_ks_test_p_value_to_be_greater_than',
      params: {
        partition_object: 'distribution',
        p: 'minP',
        bootstrap_samples: 'samples',
        bootstrap_sample_size: 'sampleSize',
      },
      values: { partition_object: gxPartition },
    },
  ],
  params: z.strictObject({
    distribution: intervals
      .refine(({ bins }) => !bins.includes(null), { error: 'expected finite bins' })
      .meta({
        title: 'weights of bins',
        description:
          '`{ bins, weights }`: the bounds of intervals, ascending, and how much is expected in each.',
      }),
    minP: minP.describe('The p-value that more than this share of the samples have to have, at least.'),
    samples: z.int().min(1).max(100_000).default(1000).describe('How many samples are drawn.'),
    sampleSize: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe('How many values are drawn with replacement for each; twice as many as bins when absent.'),
  }),
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    values: of('sample').frequencies([column], mostDistinct),
  }),
  expected: ({ column }, { distribution: { bins } }) =>
    `${column} distributed over ${bins.length - 1} bins from ${formatNumber(bins[0] ?? 0)} to ${formatNumber(bins.at(-1) ?? 0)} as given`,
  judge: (
    { rows, values },
    { distribution, minP, samples, sampleSize = 2 * distribution.weights.length },
  ) => {
    if (values.distinct > values.entries.length) return tooVaried(values)
    const numbers = sortedNumbers(values)
    if (numbers.length === 0) return nothingToCheck(rows, 'failed')
    const bins = distribution.bins.filter(bin => bin !== null)
    const cdf = binnedCdf(bins, distribution.weights)
    const random = randomSource('bins')
    let fitting = 0
    for (let sample = 0; sample < samples; sample++)
      if (ksOneSample(drawn(numbers, sampleSize, random), cdf).pValue >= minP) fitting++
    // The sample that is judged counts too, so that the share is never 0.
    const share = (1 + fitting) / (1 + samples)
    return {
      status: share > minP ? 'passed' : 'failed',
      found: `${formatShare(share)} of samples of ${formatNumber(sampleSize)} values fit`,
      observed: {
        value: share,
        samples,
        sampleSize,
        observed: countsInBins(numbers, bins),
        expected: { bins, weights: distribution.weights },
      },
    }
  },
  examples: [
    {
      data: { price: Array.from({ length: 50 }, (_, index) => index + 0.5) },
      column: 'price',
      params: { distribution: { bins: [0, 25, 50], weights: [0.5, 0.5] } },
      status: 'passed',
      found: '95.5 % of samples of 4 values fit',
    },
    {
      data: { price: Array.from({ length: 50 }, (_, index) => index + 0.5) },
      column: 'price',
      params: { distribution: { bins: [0, 25, 50], weights: [0.02, 0.98] }, sampleSize: 20 },
      status: 'failed',
      found: '2.3 % of samples of 20 values fit',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      params: { distribution: { bins: [0, 1], weights: [1] } },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** Values drawn with replacement, ascending. */
function drawn(numbers: Float64Array, size: number, random: RandomSource): Float64Array {
  return Float64Array.from({ length: size }, () => numbers[random.below(numbers.length)] ?? 0).sort()
}
