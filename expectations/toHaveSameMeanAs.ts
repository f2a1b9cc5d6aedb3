import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { isNonFinite, value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { numericTypes } from '../src/core/schema.ts'
import type { HypothesisTest } from '../src/core/test.ts'
import { drawWelch } from './evidence/welch.ts'
import { alternative, judgeTest, rounded, testParams } from './parts/hypothesis.ts'

/**
 * A column has the mean that it has in the reference, by Welch's t-test. Null, NaN and ±infinity are left out. Blind
 * to every other change of the distribution.
 */
export const toHaveSameMeanAs = defineHypothesis({
  name: 'toHaveSameMeanAs',
  id: 't',
  family: 't',
  category: 'drift',
  subject: 'column',
  accepts: numericTypes,
  needsReference: true,
  summary: 'A column has the mean that it has in the reference.',
  params: z.strictObject({
    alternative: alternative.describe(
      "`greater`: the reference's mean is greater than the sample's; `less`: it is less.",
    ),
    ...testParams,
  }),
  metrics: ({ column }) => ({
    referenceCount: of('reference').count(value(column)),
    referenceNonFinite: of('reference').countIf(isNonFinite(value(column))),
    referenceMean: of('reference').mean(value(column)),
    referenceVariance: of('reference').variance(value(column)),
    sampleCount: of('sample').count(value(column)),
    sampleNonFinite: of('sample').countIf(isNonFinite(value(column))),
    sampleMean: of('sample').mean(value(column)),
    sampleVariance: of('sample').variance(value(column)),
  }),
  expected: ({ column }) => `mean of ${column} as in the reference`,
  test: (answers, { alternative }) =>
    drawWelch(
      {
        reference: {
          count: answers.referenceCount - answers.referenceNonFinite,
          mean: answers.referenceMean,
          variance: answers.referenceVariance,
        },
        sample: {
          count: answers.sampleCount - answers.sampleNonFinite,
          mean: answers.sampleMean,
          variance: answers.sampleVariance,
        },
      },
      alternative,
    ),
  judge: test => judgeTest(test, factsOf(test)),
  examples: [
    {
      data: { price: [1, 2, 3, 4] },
      reference: { price: [1, 2, 3, 4, null] },
      column: 'price',
      status: 'passed',
      found: 'mean 2.5 → 2.5, d 0; p 1 > 0.05',
    },
    // t = 12 / √(1.6667 / 4 + 9.6667 / 4) = 7.13 with 4.005 degrees of freedom.
    {
      data: { price: [12, 13, 14, 19] },
      reference: { price: [1, 2, 3, 4] },
      column: 'price',
      status: 'failed',
      found: 'mean 2.5 → 14.5, d 5.04; p 0.002 < 0.05',
    },
    {
      data: { price: [5, 5] },
      reference: { price: [6, 6, 6] },
      column: 'price',
      status: 'failed',
      found: 'mean 6 → 5, constant in both; p 0 < 0.05',
    },
    {
      data: { price: [5] },
      reference: { price: [6, 7] },
      column: 'price',
      status: 'inconclusive',
      found: 'a mean of 2 and one of 1 values cannot be compared; each needs 2',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      reference: { price: [6.5, 7] },
      column: 'price',
      status: 'vacuous',
      found: 'no values in the sample',
    },
  ],
})

function factsOf({ summaries, effect, method }: HypothesisTest): string {
  const [mean] = summaries
  const means = `mean ${formatNumber(mean?.reference ?? 0)} → ${formatNumber(mean?.sample ?? 0)}`
  return method === 'constant'
    ? `${means}, constant in both`
    : `${means}, d ${formatNumber(rounded(effect.value))}`
}
