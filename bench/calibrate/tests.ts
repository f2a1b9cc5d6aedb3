import { drawFrequencies } from '../../expectations/evidence/category-shares.ts'
import { drawNullShare } from '../../expectations/evidence/null-share.ts'
import { value } from '../../src/core/expr.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import * as stats from '../../src/stats/index.ts'
import type { Rows } from './rows.ts'
import type { CalibratedTest } from './test.ts'

/** With this budget the exact p is never taken. */
const approximately = { budget: 0 }

/** Tests of each column by itself, whose rows are independent and alike. A new one is one more entry. */
export const plainTests: readonly CalibratedTest[] = [
  {
    name: 'KS, exact',
    traits: ['continuous'],
    claim: 'conservative',
    pValue: ({ tally }) => stats.ksTwoSample(tally).pValue,
  },
  {
    name: 'KS, asymptotic',
    traits: ['continuous'],
    claim: 'conservative',
    pValue: ({ tally }) => stats.ksTwoSample(tally, approximately).pValue,
    // With equal sizes the exact p costs nothing and is always taken.
    appliesTo: (reference, sample) => reference !== sample,
  },
  {
    name: 'Welch',
    traits: ['light'],
    claim: 'uniform',
    pValue: ({ reference, sample }) => welch(reference, sample).pValue,
  },
  {
    name: 'Welch, skewed or heavy-tailed',
    traits: ['skewed'],
    claim: 'none',
    pValue: ({ reference, sample }) => welch(reference, sample).pValue,
  },
  {
    name: 'Mann–Whitney',
    traits: ['continuous', 'tied'],
    claim: 'uniform',
    pValue: ({ tally }) => stats.mannWhitneyU(tally).pValue,
  },
  {
    name: 'chi-square, rare categories pooled',
    traits: ['category'],
    claim: 'conservative',
    pValue: ({ tally }) => drawCategories(tally).pValue,
  },
  {
    name: 'missing values, Fisher',
    traits: ['binary'],
    claim: 'conservative',
    pValue: ({ reference, sample }) => drawMissing(reference, sample).pValue,
    appliesTo: (reference, sample) => reference + sample <= 5000,
  },
  {
    name: 'missing values, chi-square',
    traits: ['binary'],
    claim: 'uniform',
    pValue: ({ reference, sample }) => drawMissing(reference, sample).pValue,
    appliesTo: (reference, sample) => reference + sample > 5000,
  },
]

/** Tests that cost much when samples are large. */
export const costlyTests: readonly CalibratedTest[] = [
  {
    name: 'KS, exact with ties',
    traits: ['tied', 'binary'],
    claim: 'conservative',
    pValue: ({ tally }) => stats.ksTwoSample(tally).pValue,
  },
  {
    name: 'KS, ties scaled',
    traits: ['binary'],
    claim: 'conservative',
    pValue: ({ tally }) => stats.ksTwoSample(tally, approximately).pValue,
    // The model has thousands of values in each sample, and stands for larger ones.
    appliesTo: (reference, sample) => Math.min(reference, sample) >= 1000,
  },
]

/** The test of categories as a run draws it. */
export function drawCategories({ values, reference, sample }: stats.Tally): DrawnTest {
  return drawFrequencies(
    { reference: frequencies(values, reference), sample: frequencies(values, sample) },
    { of: value('x') },
  )
}

/** The test of missing values as a run draws it; those are missing that are not 0. */
export function drawMissing(reference: Rows, sample: Rows): DrawnTest {
  const missing = ({ values }: Rows) => ({
    count: values.filter(each => each !== 0).length,
    of: values.length,
  })
  return drawNullShare('x', { reference: missing(reference), sample: missing(sample) })
}

export function welch(reference: Rows, sample: Rows): stats.TTestResult {
  const test = stats.welchTTest(stats.moments(reference.values), stats.moments(sample.values))
  if (test.undecidable !== undefined) throw new Error(test.undecidable)
  return test
}

function frequencies(values: Float64Array, counts: ArrayLike<number>) {
  const entries = [...values]
    .map((value, k) => ({ values: [value], count: counts[k] ?? 0 }))
    .filter(({ count }) => count > 0)
  return { entries, distinct: entries.length, total: entries.reduce((sum, { count }) => sum + count, 0) }
}
