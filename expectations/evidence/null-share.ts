import { isNull, literal, value } from '../../src/core/expr.ts'
import { formatShare } from '../../src/core/format.ts'
import { type Clustered, isClustered, type Weighted } from '../../src/core/metric.ts'
import type { DrawnTest, TestParams } from '../../src/core/test.ts'
import {
  compareShares,
  type ShareCount,
  shareRelevantP,
  shareSmallestDetectable,
  shareUpperBound,
} from '../../src/stats/index.ts'
import { type Both, both } from '../parts/both.ts'
import { countsOf, weightsAsCounts } from '../parts/compared.ts'
import { undrawn } from '../parts/hypothesis.ts'
import { drawShares } from './category-shares.ts'
import { largestUnseenShare } from './shares-evidence.ts'

const effect = 'share difference'

/** The test of two shares of missing values, with what a report shows. */
export function drawNullShare(column: string, { reference, sample }: Both<ShareCount>): DrawnTest {
  const n = { reference: reference.of, sample: sample.of }
  if (n.reference === 0 || n.sample === 0) return undrawn(n, { statistic: effect, effect, reason: 'no rows' })
  const test = compareShares(reference, sample)
  const shares = { reference: reference.count / reference.of, sample: sample.count / sample.of }
  const name = test.method === 'fisher' ? "Fisher's exact test" : 'the chi-square test of two shares'
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: test.method,
    statistic: { name: effect, value: test.difference },
    effect: {
      name: effect,
      value: test.difference,
      most: 1,
      interval: [test.interval.lower, test.interval.upper],
    },
    n,
    choice: `Missing or not: ${name}.`,
    ...missingEvidence(column, shares),
    largestUnseen: largestUnseenShare,
    smallestDetectable: level => shareSmallestDetectable(level, shares.reference, n.reference, n.sample),
    relevantP: difference => shareRelevantP(reference, sample, difference),
    upperBound: level => shareUpperBound(reference, sample, level),
  }
}

/** The same of rows that come in clusters, or have weights; `answer` is whether the column is null in them. */
export function drawGroupedNullShare(
  column: string,
  answer: Clustered | Weighted,
  params: TestParams,
): DrawnTest {
  const drawn = drawShares(answer, { of: isNull(value(column)), params })
  return drawn.undecidable === undefined ? { ...drawn, ...missingEvidence(column, sharesOf(answer)) } : drawn
}

function sharesOf(answer: Clustered | Weighted): Both<number> {
  const counts: Both<ArrayLike<number>> = isClustered(answer)
    ? countsOf(answer)
    : { reference: weightsAsCounts(answer.reference), sample: weightsAsCounts(answer.sample) }
  const missing = answer.values.indexOf(true)
  return both(counts, each => (each[missing] ?? 0) / Array.from(each).reduce((sum, count) => sum + count, 0))
}

function missingEvidence(
  column: string,
  shares: Both<number>,
): Pick<DrawnTest, 'change' | 'region' | 'summaries' | 'charts'> {
  return {
    ...(shares.reference !== shares.sample && {
      change: `The share of missing values went from ${formatShare(shares.reference)} to ${formatShare(shares.sample)}.`,
      region: { where: isNull(value(column)), among: literal(true), label: 'missing', ...shares },
    }),
    summaries: [{ name: 'share missing', ...shares }],
    charts: [],
  }
}
