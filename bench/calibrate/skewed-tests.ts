import { drawPermutedMean, isWelchDoubtful } from '../../expectations/evidence/mean.ts'
import { drawWelch } from '../../expectations/evidence/welch.ts'
import { value } from '../../src/core/expr.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import * as stats from '../../src/stats/index.ts'
import type { Pair } from './rows.ts'
import type { CalibratedTest } from './test.ts'
import { welch } from './tests.ts'

/** Tests of means where one dataset is much larger and values are skewed. */
export const skewedTests: readonly CalibratedTest[] = [
  {
    name: 'mean of lognormal values, as drawn',
    traits: ['lognormal'],
    claim: 'conservative',
    pValue: pair => drawMean(pair).pValue,
  },
  {
    name: 'Welch of the same values',
    traits: ['lognormal'],
    claim: 'none',
    pValue: ({ reference, sample }) => welch(reference, sample).pValue,
  },
]

/** The test of a mean as a run draws it. */
function drawMean({ reference, sample, tally }: Pair): DrawnTest {
  const moments = { reference: stats.moments(reference.values), sample: stats.moments(sample.values) }
  const n = { reference: reference.values.length, sample: sample.values.length }
  const skewness = { reference: skewnessOf(reference.values), sample: skewnessOf(sample.values) }
  return isWelchDoubtful(n, skewness)
    ? drawPermutedMean(tally, moments, { of: value('x'), alternative: 'two-sided' })
    : drawWelch(moments, 'two-sided')
}

/** Adjusted for the size of the sample (G₁). */
function skewnessOf(values: Float64Array): number {
  const { count, mean } = stats.moments(values)
  const central = (power: number) =>
    values.reduce((sum, each) => sum + (each - (mean ?? 0)) ** power, 0) / count
  return ((central(3) / central(2) ** 1.5) * Math.sqrt(count * (count - 1))) / (count - 2)
}
