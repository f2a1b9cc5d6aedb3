import { formatNumber } from '../../src/core/format.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import {
  cohensDInterval,
  type Moments,
  meanRelevantP,
  meanUpperBound,
  studentTCritical,
  type TTest,
  type TTestResult,
  tSmallestDetectable,
  welchTTest,
} from '../../src/stats/index.ts'
import type { Both } from '../parts/both.ts'
import { finite, undrawn } from '../parts/hypothesis.ts'
import { type Alternative, intervalAlpha, twoSidedLevel } from '../parts/levels.ts'

/** A shift by fewer standard deviations may go unseen. It makes D 0.3, where values are normal. */
const largestUnseen = 0.8

const welchChoice =
  "A mean: Welch's t-test, which does not take the variances for equal, and is blind to every other change."
const constantChoice = 'One value in each dataset: the means are equal or not, without a test.'

/** Welch's t-test of two means, with what a report shows. Undecidable below two values. */
export function drawWelch(moments: Both<Moments>, alternative: Alternative): DrawnTest {
  return drawMeans(welchTTest(moments.reference, moments.sample, { alternative }), moments, alternative)
}

/** A t-test of two means with what a report shows; `moments` are those of the rows. */
export function drawMeans(test: TTest, moments: Both<Moments>, alternative: Alternative): DrawnTest {
  const { reference, sample } = moments
  const n = { reference: reference.count, sample: sample.count }
  if (test.undecidable !== undefined)
    return undrawnMean(
      n,
      `a mean of ${n.reference} and one of ${n.sample} values cannot be compared; each needs 2`,
    )
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: test.degenerate ? 'constant' : 'welch',
    statistic: { name: 't', value: finite(-test.statistic) },
    effect: {
      name: "Cohen's d",
      value: finite(-test.cohensD),
      ...(!test.degenerate && { interval: intervalOf(test) }),
    },
    n,
    choice: test.degenerate ? constantChoice : welchChoice,
    change: changeOf(reference.mean ?? 0, sample.mean ?? 0),
    summaries: [
      { name: 'mean', reference: reference.mean ?? 0, sample: sample.mean ?? 0 },
      { name: 'standard deviation', reference: deviationOf(reference), sample: deviationOf(sample) },
    ],
    charts: [],
    largestUnseen,
    criticalStatistic: level => studentTCritical(twoSidedLevel(level, alternative), test.degreesOfFreedom),
    smallestDetectable: level =>
      tSmallestDetectable(twoSidedLevel(level, alternative), test.n.reference, test.n.sample),
    relevantP: effect => meanRelevantP(test, effect),
    upperBound: level => meanUpperBound(test, level),
  }
}

/** A comparison of means that cannot be drawn, and why. */
export function undrawnMean(n: Both<number>, reason: string): DrawnTest {
  return undrawn(n, { statistic: 't', effect: "Cohen's d", reason })
}

function changeOf(before: number, now: number): string | undefined {
  if (before === now) return undefined
  const direction = now > before ? 'up' : 'down'
  return `The mean went ${direction} by ${formatNumber(Math.abs(now - before))}.`
}

/** Of sample minus reference, the other way round than the test's. */
function intervalOf(test: TTestResult): readonly [number, number] {
  const { lower, upper } = cohensDInterval(test, intervalAlpha)
  return [-upper, -lower]
}

function deviationOf({ variance }: Moments): number {
  return Math.sqrt(variance ?? 0)
}
