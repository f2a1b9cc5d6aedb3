import { drawFrequencies } from '../../expectations/evidence/category-shares.ts'
import { value } from '../../src/core/expr.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import * as stats from '../../src/stats/index.ts'
import type { Trait } from './columns.ts'

/** A column of both datasets. */
export interface Pair {
  readonly reference: Float64Array
  readonly sample: Float64Array
  readonly tally: stats.Tally
}

/** A hypothesis test that is applied to all columns of one of its traits. */
export interface CalibratedTest {
  readonly name: string
  readonly traits: readonly Trait[]
  readonly pValue: (pair: Pair) => number
  /**
   * What is claimed for p without drift: uniform, or not smaller than uniform (discrete statistics), or nothing, where
   * the assumptions of the test do not hold.
   */
  readonly claim: 'uniform' | 'conservative' | 'none'
  /** Sizes for which the test is simulated; all unless told. */
  readonly appliesTo?: (reference: number, sample: number) => boolean
}

/** With this budget the exact p is never taken. */
const approximately = { budget: 0 }

/** Every test whose false alarms are counted. A new one is one more entry. */
export const tests: readonly CalibratedTest[] = [
  {
    name: 'KS, exact',
    traits: ['continuous'],
    claim: 'conservative',
    pValue: ({ tally }) => stats.ksTwoSample(tally).pValue,
  },
  {
    name: 'KS, exact with ties',
    traits: ['tied', 'binary'],
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
    name: 'KS, ties scaled',
    traits: ['binary'],
    claim: 'conservative',
    pValue: ({ tally }) => stats.ksTwoSample(tally, approximately).pValue,
    // The model has thousands of values in each sample, and stands for larger ones.
    appliesTo: (reference, sample) => Math.min(reference, sample) >= 1000,
  },
  {
    name: 'Welch',
    traits: ['light'],
    claim: 'uniform',
    pValue: ({ reference, sample }) => welch(reference, sample),
  },
  {
    name: 'Welch, skewed or heavy-tailed',
    traits: ['skewed'],
    claim: 'none',
    pValue: ({ reference, sample }) => welch(reference, sample),
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
    pValue: ({ tally }) => chiSquare(tally).pValue,
  },
  {
    name: 'Fisher',
    traits: ['binary'],
    claim: 'conservative',
    pValue: ({ tally }) => stats.fisherExact2x2(twoByTwo(tally)),
  },
]

/** The test of categories as a run draws it. */
export function chiSquare({ values, reference, sample }: stats.Tally): DrawnTest {
  return drawFrequencies(
    { reference: frequencies(values, reference), sample: frequencies(values, sample) },
    { of: value('x') },
  )
}

export function welch(reference: Float64Array, sample: Float64Array): number {
  const test = stats.welchTTest(stats.moments(reference), stats.moments(sample))
  if (test.undecidable !== undefined) throw new Error(test.undecidable)
  return test.pValue
}

function frequencies(values: Float64Array, counts: Uint32Array) {
  const entries = [...values]
    .map((value, k) => ({ values: [value], count: counts[k] ?? 0 }))
    .filter(({ count }) => count > 0)
  return { entries, distinct: entries.length, total: counts.reduce((sum, count) => sum + count, 0) }
}

/** Counts of zeros and ones, also where one of them does not occur. */
function twoByTwo({ values, reference, sample }: stats.Tally) {
  return [reference, sample].map(counts => [0, 1].map(value => counts[values.indexOf(value)] ?? 0))
}
