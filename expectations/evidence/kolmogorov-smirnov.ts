import type { Tally } from '../../src/core/metric.ts'
import type { DrawnTest, Summary } from '../../src/core/test.ts'
import {
  ksCriticalStatistic,
  ksEffectInterval,
  ksSmallestDetectable,
  ksTwoSample,
} from '../../src/stats/index.ts'
import { undrawn } from '../parts/hypothesis.ts'
import { changeOf } from './change.ts'
import { type Both, type Distribution, distributionsOf, mean, quantile } from './distribution.ts'
import { ecdfOf } from './ecdf.ts'
import { histogramOf } from './histogram.ts'

type Alternative = 'two-sided' | 'less' | 'greater'

/** Distinct values from which on, and share of one value up to which, ties hardly matter to the critical D. */
const fewValues = 50
const largeAtom = 0.1
/** Error of each bound of the interval of D. */
const intervalAlpha = 0.05

/** The two-sample Kolmogorov–Smirnov test of a tally, with what a report shows. Undecidable without values. */
export function drawKolmogorovSmirnov(tally: Tally, alternative: Alternative): DrawnTest {
  const data = distributionsOf(tally)
  const n = { reference: data.reference.n, sample: data.sample.n }
  if (n.reference === 0 || n.sample === 0)
    return undrawn(n, { statistic: 'D', effect: 'D', reason: 'no values' })
  const test = ksTwoSample(tally, { alternative })
  const sizes = [n.reference, n.sample] as const
  // One tail of a one-sided test is as large as both of a two-sided one at twice the level.
  const twoSided = (level: number) => (alternative === 'two-sided' ? level : Math.min(2 * level, 0.99))
  const interval = ksEffectInterval(test.statistic, intervalAlpha, ...sizes)
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: test.method,
    statistic: { name: 'D', value: test.statistic },
    effect: { name: 'D', value: test.statistic, interval: [interval.lower, interval.upper] },
    n,
    location: test.location,
    change: changeOf(data),
    summaries: summariesOf(data),
    charts: [histogramOf(data), ecdfOf(data, test.location)],
    ...(hasHeavyTies(tally, n.reference + n.sample)
      ? {}
      : { criticalStatistic: (level: number) => ksCriticalStatistic(twoSided(level), ...sizes) }),
    smallestDetectable: level => ksSmallestDetectable(twoSided(level), ...sizes),
  }
}

/** Then the critical D, which takes all values for different, is far above the one that the test really has. */
function hasHeavyTies({ values, reference, sample }: Tally, total: number): boolean {
  if (values.length === total) return false
  if (values.length <= fewValues) return true
  return values.some((_, place) => (reference[place] ?? 0) + (sample[place] ?? 0) > total * largeAtom)
}

function summariesOf({ reference, sample }: Both<Distribution>): readonly Summary[] {
  const summary = (name: string, of: (each: Distribution) => number): Summary => ({
    name,
    reference: of(reference),
    sample: of(sample),
  })
  return [
    summary('median', each => quantile(each, 0.5)),
    summary('mean', mean),
    summary('5 % quantile', each => quantile(each, 0.05)),
    summary('95 % quantile', each => quantile(each, 0.95)),
  ]
}
