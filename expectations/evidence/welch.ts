import { formatNumber } from '../../src/core/format.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import { type Moments, studentTCritical, tSmallestDetectable, welchTTest } from '../../src/stats/index.ts'
import { finite, undrawn } from '../parts/hypothesis.ts'
import type { Both } from './distribution.ts'

type Alternative = 'two-sided' | 'less' | 'greater'

/** Welch's t-test of two means, with what a report shows. Undecidable below two values. */
export function drawWelch({ reference, sample }: Both<Moments>, alternative: Alternative): DrawnTest {
  const n = { reference: reference.count, sample: sample.count }
  const test = welchTTest(reference, sample, { alternative })
  if (test.undecidable !== undefined)
    return undrawn(n, {
      statistic: 't',
      effect: "Cohen's d",
      reason: `a mean of ${n.reference} and one of ${n.sample} values cannot be compared; each needs 2`,
    })
  const twoSided = (level: number) => (alternative === 'two-sided' ? level : Math.min(2 * level, 0.99))
  const deviation = test.difference / test.cohensD
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: test.degenerate ? 'constant' : 'welch',
    statistic: { name: 't', value: finite(-test.statistic) },
    effect: {
      name: "Cohen's d",
      value: finite(-test.cohensD),
      ...(deviation > 0 && {
        interval: [-test.interval.upper / deviation, -test.interval.lower / deviation] as const,
      }),
    },
    n,
    change: changeOf(reference.mean ?? 0, sample.mean ?? 0),
    summaries: [
      { name: 'mean', reference: reference.mean ?? 0, sample: sample.mean ?? 0 },
      { name: 'standard deviation', reference: deviationOf(reference), sample: deviationOf(sample) },
    ],
    charts: [],
    criticalStatistic: level => studentTCritical(twoSided(level), test.degreesOfFreedom),
    smallestDetectable: level => tSmallestDetectable(twoSided(level), n.reference, n.sample),
  }
}

function changeOf(before: number, now: number): string | undefined {
  if (before === now) return undefined
  const direction = now > before ? 'up' : 'down'
  return `The mean went ${direction} by ${formatNumber(Math.abs(now - before))}.`
}

function deviationOf({ variance }: Moments): number {
  return Math.sqrt(variance ?? 0)
}
