import type { Expr } from '../../src/core/expr.ts'
import type { DrawnTest, Summary, TestParams } from '../../src/core/test.ts'
import {
  ksCriticalStatistic,
  ksEffectInterval,
  ksRelevantP,
  ksSmallestDetectable,
  ksUpperBound,
} from '../../src/stats/index.ts'
import type { Both } from '../parts/both.ts'
import { undrawn } from '../parts/hypothesis.ts'
import { type Alternative, intervalAlpha, twoSidedLevel } from '../parts/levels.ts'
import { changeOf } from './change.ts'
import { type Distribution, mean, quantile } from './distribution.ts'
import { ecdfOf } from './ecdf.ts'
import { histogramOf } from './histogram.ts'
import { differenceOf, numericRegion } from './region.ts'

export interface KsDraw {
  /** What the values are, for conditions about them. */
  readonly of: Expr
  readonly alternative?: Alternative
  readonly params?: TestParams
  /** How many multiplications an exact p may cost, where less than the usual second is worth it. */
  readonly budget?: number
}

/** What is known of a test once it has its statistic and its p-value. */
export interface KsFound {
  readonly statistic: number
  readonly location: number
  readonly pValue: number
  readonly log10P?: number
  readonly method: string
  /** To how many independent values of equal weight the samples amount. */
  readonly sizes: Both<number>
}

/** About four fifths of a standard deviation, where values are normal. */
const largestUnseen = 0.3

/** The parts of a drawn test that follow from the distributions and the statistic. */
export function ksParts(data: Both<Distribution>, found: KsFound, draw: KsDraw): Omit<DrawnTest, 'n'> {
  const { statistic, location, sizes } = found
  const both = [sizes.reference, sizes.sample] as const
  const interval = ksEffectInterval(statistic, intervalAlpha, ...both)
  const difference = differenceOf(data)
  return {
    pValue: found.pValue,
    log10P: found.log10P,
    method: found.method,
    statistic: { name: 'D', value: statistic },
    effect: { name: 'D', value: statistic, most: 1, interval: [interval.lower, interval.upper] },
    location,
    ...(difference && {
      change: changeOf(data, difference),
      region: numericRegion(data, difference, draw.of),
    }),
    summaries: summariesOf(data),
    charts: [histogramOf(data), ecdfOf(data, location)],
    largestUnseen,
    smallestDetectable: level => ksSmallestDetectable(twoSidedLevel(level, draw.alternative), ...both),
    relevantP: effect => ksRelevantP(statistic, effect, ...both),
    upperBound: level => ksUpperBound(statistic, level, ...both),
  }
}

/** A test that cannot be drawn, and why. */
export function undrawnKs(n: DrawnTest['n'], reason: string): DrawnTest {
  return undrawn(n, { statistic: 'D', effect: 'D', reason })
}

/** The D from which on the test fails, by the limit distribution. */
export function ksCritical(sizes: Both<number>, draw: KsDraw): Pick<DrawnTest, 'criticalStatistic'> {
  return {
    criticalStatistic: level =>
      ksCriticalStatistic(twoSidedLevel(level, draw.alternative), sizes.reference, sizes.sample),
  }
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
