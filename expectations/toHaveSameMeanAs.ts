import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { isNonFinite, value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { type Answers, type Metrics, of, type RanksMetric, ranks } from '../src/core/metric.ts'
import { numericTypes } from '../src/core/schema.ts'
import type { HypothesisTest } from '../src/core/test.ts'
import type { Moments } from '../src/stats/index.ts'
import { drawGroupedMean, drawPermutedMean, isWelchDoubtful } from './evidence/mean.ts'
import { drawWelch } from './evidence/welch.ts'
import { type Both, both } from './parts/both.ts'
import { type GroupedMetric, groupedBy } from './parts/compared.ts'
import { upTo } from './parts/examples.ts'
import { alternative, judgeTest, rounded, testParams } from './parts/hypothesis.ts'

const [reference, sample] = [of('reference'), of('sample')]

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
  metrics: ({ column }, params): Asked => {
    const grouped = groupedBy(value(column), params)
    return grouped ? { grouped } : momentMetrics(column)
  },
  expected: ({ column }) => `mean of ${column} as in the reference`,
  further: (answers: Answers<Asked>, _, { column }): Further | undefined => {
    if ('grouped' in answers) return undefined
    const n = both(momentsOf(answers), each => each.count)
    return isWelchDoubtful(n, skewnessOf(answers)) ? { tally: ranks(value(column)) } : undefined
  },
  mayAsk: ({ column }, params): Metrics =>
    groupedBy(value(column), params) ? {} : { tally: ranks(value(column)) },
  test: (answers: Answers<Asked>, params, { column }, further?: Answers<Further>) => {
    const draw = { of: value(column), alternative: params.alternative, params }
    if ('grouped' in answers) return drawGroupedMean(answers.grouped, draw)
    const moments = momentsOf(answers)
    return further ? drawPermutedMean(further.tally, moments, draw) : drawWelch(moments, params.alternative)
  },
  judge: test => judgeTest(test, factsOf(test)),
  examples: [
    {
      data: { price: upTo(100) },
      reference: { price: [...upTo(100), null] },
      column: 'price',
      status: 'passed',
      found: 'mean 49.5 → 49.5, d 0; p 1 > 0.05',
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

function momentMetrics(column: string) {
  const of = value(column)
  return {
    referenceCount: reference.count(of),
    referenceNonFinite: reference.countIf(isNonFinite(of)),
    referenceMean: reference.mean(of),
    referenceVariance: reference.variance(of),
    referenceSkewness: reference.skewness(of),
    sampleCount: sample.count(of),
    sampleNonFinite: sample.countIf(isNonFinite(of)),
    sampleMean: sample.mean(of),
    sampleVariance: sample.variance(of),
    sampleSkewness: sample.skewness(of),
  }
}

type Further = { readonly tally: RanksMetric }
type Grouped = { readonly grouped: GroupedMetric }
type Asked = Grouped | MomentMetrics
type MomentMetrics = ReturnType<typeof momentMetrics>
type MomentAnswers = Answers<MomentMetrics>

function momentsOf(answers: MomentAnswers): Both<Moments> {
  return {
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
  }
}

function skewnessOf(answers: MomentAnswers): Both<number | null> {
  return { reference: answers.referenceSkewness, sample: answers.sampleSkewness }
}

function factsOf({ summaries, effect, method }: HypothesisTest): string {
  const [mean] = summaries
  const means = `mean ${formatNumber(mean?.reference ?? 0)} → ${formatNumber(mean?.sample ?? 0)}`
  return method === 'constant'
    ? `${means}, constant in both`
    : `${means}, d ${formatNumber(rounded(effect.value))}`
}
