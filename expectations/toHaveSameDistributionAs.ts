import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { numericTypes } from '../src/core/schema.ts'
import type { HypothesisTest } from '../src/core/test.ts'
import { drawKolmogorovSmirnov } from './evidence/kolmogorov-smirnov.ts'
import { comparedBy } from './parts/compared.ts'
import { upTo } from './parts/examples.ts'
import { alternative, judgeTest, rounded, testParams } from './parts/hypothesis.ts'

/**
 * A column has the distribution that it has in the reference, by the two-sample Kolmogorov–Smirnov test. Null, NaN
 * and ±infinity are left out; n is what remains.
 */
export const toHaveSameDistributionAs = defineHypothesis({
  name: 'toHaveSameDistributionAs',
  id: 'ks',
  family: 'ks',
  category: 'drift',
  subject: 'column',
  accepts: numericTypes,
  needsReference: true,
  summary: 'A column has the distribution that it has in the reference.',
  params: z.strictObject({
    test: z.literal('ks').default('ks').describe('Which test: the two-sample Kolmogorov–Smirnov test.'),
    alternative: alternative.describe(
      "`greater`: the reference's distribution function is above the sample's, so the reference has smaller values; `less`: below it, larger values.",
    ),
    ...testParams,
  }),
  shorthand: 'test',
  metrics: ({ column }, params) => ({ values: comparedBy(value(column), params) }),
  expected: ({ column }) => `${column} distributed as in the reference`,
  test: ({ values }, params, { column }) =>
    drawKolmogorovSmirnov(values, { of: value(column), alternative: params.alternative, params }),
  judge: test => judgeTest(test, factsOf(test)),
  examples: [
    {
      data: { price: upTo(100) },
      reference: { price: upTo(100) },
      column: 'price',
      status: 'passed',
      found: 'D 0, fails from 0.192; p 1 > 0.05',
    },
    {
      data: { price: [1, 2, 3, 4] },
      reference: { price: [1, 2, 3, 4] },
      column: 'price',
      status: 'inconclusive',
      found: 'D 0; p 1 > 0.05; 4 and 4 values are too few to show any D',
    },
    {
      data: { price: [11, 12, 13, 14, 15] },
      reference: { price: [1, 2, 3, 4, 5, null] },
      column: 'price',
      status: 'failed',
      found: 'D 1, fails from 0.859; p 0.0079 < 0.05',
    },
    {
      data: { price: [1, 1, 1, 0, 1, 1, 1, 1] },
      reference: { price: [0, 0, 0, 0, 1, 0, 0, 0] },
      column: 'price',
      status: 'failed',
      found: 'D 0.75; p 0.01 < 0.05',
    },
    {
      data: { price: [1, 2] },
      reference: { price: [3, 4] },
      column: 'price',
      params: { minEffect: 0.1 },
      status: 'inconclusive',
      found: 'D 1; p 0.333 > 0.05; 2 and 2 values are too few to show any D',
    },
    {
      data: { price: [null, Number.NaN] },
      types: { price: 'number' },
      reference: { price: [3.5, 4] },
      column: 'price',
      status: 'vacuous',
      found: 'no values in the sample',
    },
  ],
})

/** The critical D is an approximation, so it is only told where it decides and does not contradict the decision. */
function factsOf({ statistic, decision, mode, criticalStatistic }: HypothesisTest): string {
  const critical = mode === 'difference' ? criticalStatistic?.(decision.limit) : undefined
  const isConsistent =
    critical !== undefined && critical <= 1 && statistic.value >= critical === decision.rejected
  return `D ${formatNumber(rounded(statistic.value))}${isConsistent ? `, fails from ${formatNumber(rounded(critical))}` : ''}`
}
