import * as stats from '../../src/stats/index.ts'
import type { Samples } from './data.ts'

/** A function of ours and SciPy's counterpart of the same name in bench/peers/scipy_functions.py. */
export interface Contender {
  readonly name: string
  readonly kind: 'normal' | 'twentieths' | 'counts'
  readonly sizes: readonly [number, number]
  readonly run: (samples: Samples) => number
}

const million = [1_000_000, 1_000_000] as const
const tenThousand = [10_000, 10_000] as const

export const contenders: readonly Contender[] = [
  { name: 'sort both samples', kind: 'normal', sizes: million, run: sort },
  { name: 'KS', kind: 'normal', sizes: million, run: ks },
  { name: 'KS, exact', kind: 'normal', sizes: tenThousand, run: ks },
  { name: 'KS, exact', kind: 'normal', sizes: [10_000, 9999], run: ks },
  { name: 'KS, exact', kind: 'twentieths', sizes: tenThousand, run: ks },
  { name: 'KS', kind: 'twentieths', sizes: million, run: ks },
  {
    name: 'Mann–Whitney',
    kind: 'normal',
    sizes: million,
    run: ({ reference, sample }) => stats.mannWhitneyU(stats.tally(reference, sample)).pValue,
  },
  { name: 'Welch', kind: 'normal', sizes: million, run: welch },
  {
    name: 'chi-square, 2 × 1000',
    kind: 'counts',
    sizes: [1000, 1000],
    run: ({ reference, sample }) => stats.chiSquareContingency([[...reference], [...sample]]).pValue,
  },
  {
    name: 'Wasserstein',
    kind: 'normal',
    sizes: million,
    run: ({ reference, sample }) => stats.wasserstein1(stats.tally(reference, sample)),
  },
  {
    name: 'Anderson–Darling',
    kind: 'normal',
    sizes: [100_000, 100_000],
    run: ({ reference, sample }) => stats.andersonDarlingKSample([reference, sample]),
  },
]

function sort({ reference, sample }: Samples): number {
  return (reference.toSorted()[0] ?? 0) + (sample.toSorted()[0] ?? 0)
}

function ks({ reference, sample }: Samples): number {
  return stats.ksTwoSample(reference, sample).pValue
}

function welch({ reference, sample }: Samples): number {
  const test = stats.welchTTest(stats.moments(reference), stats.moments(sample))
  return test.undecidable === undefined ? test.pValue : 1
}
