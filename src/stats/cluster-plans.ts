import type { Alternative } from './alternative.ts'
import { gapsIn, gapTowards, totalVariationIn } from './cluster-counts.ts'
import type { Deal } from './cluster-deal.ts'
import { type Squares, squaresOfScores, squaresOfShares } from './cluster-design-effect.ts'
import { meansIn } from './cluster-means.ts'
import type { ClusterData, ClusterPool } from './cluster-pool.ts'
import { rankScores, valueScores } from './cluster-scores.ts'
import type { Sizes } from './tally.ts'

/** What a cluster permutation test compares. */
export type ClusterStatistic = 'ks' | 'total-variation' | 'mean'

/** What the statistics tell about the observed data. */
export interface Findings {
  /** D, the total variation distance, or the difference of the means in standard errors that know the clusters. */
  readonly statistic: number
  /** How large the difference is however many rows there are: D, the total variation distance, or Cohen's d. */
  readonly effect: number
  /** For 'ks': the place of the smallest value at which the gap is that large. */
  readonly location?: number
  /** For 'ks': +1 when the reference's distribution function is the higher one there, −1 when the sample's is. */
  readonly sign?: 1 | -1
  /** For 'mean': mean of the reference minus mean of the sample. */
  readonly difference?: number
}

/** How one statistic is tested. */
interface Plan {
  /** What is compared with that of other deals. */
  readonly measure: (deal: Deal) => number
  readonly findings: (deal: Deal) => Findings
  readonly squares: Squares
}

type Planner = (pool: ClusterPool, data: ClusterData, alternative: Alternative) => Plan

/** All statistics. */
export const plans: Readonly<Record<ClusterStatistic, Planner>> = {
  ks: planGap,
  'total-variation': planTotalVariation,
  mean: planMeans,
}

function planGap(pool: ClusterPool, _: ClusterData, alternative: Alternative): Plan {
  const gapsOf = gapsIn(pool)
  const measure = (deal: Deal) => gapTowards(gapsOf(deal), alternative)
  const findings = (deal: Deal): Findings => {
    const { plus, minus, plusAt, minusAt } = gapsOf(deal)
    const ahead = alternative === 'two-sided' ? plus >= minus : alternative === 'greater'
    const size = ahead ? plus : minus
    return { statistic: size, effect: size, location: ahead ? plusAt : minusAt, sign: ahead ? 1 : -1 }
  }
  return { measure, findings, squares: squaresOfScores(pool, rankScores(pool)) }
}

function planTotalVariation(pool: ClusterPool, _: ClusterData, alternative: Alternative): Plan {
  if (alternative !== 'two-sided') {
    throw new RangeError(`The total variation has no direction, so it cannot be tested for '${alternative}'.`)
  }
  const measure = totalVariationIn(pool)
  const findings = (deal: Deal): Findings => ({ statistic: measure(deal), effect: measure(deal) })
  return { measure, findings, squares: squaresOfShares(pool) }
}

function planMeans(pool: ClusterPool, { values }: ClusterData, alternative: Alternative): Plan {
  const { scores, unit } = valueScores(pool, values)
  const squares = squaresOfScores(pool, scores)
  const meansOf = meansIn(pool, scores)
  const measure = (deal: Deal) => {
    const { studentised } = meansOf(deal)
    if (alternative === 'two-sided') return Math.abs(studentised)
    return alternative === 'greater' ? studentised : -studentised
  }
  const findings = (deal: Deal): Findings => {
    const { difference, studentised } = meansOf(deal)
    const effect = cohensD(difference, squares, pool.n)
    return { statistic: studentised, effect, difference: difference * unit }
  }
  return { measure, findings, squares }
}

/** In pooled standard deviations of rows; infinite when both datasets are constant and differ. */
function cohensD(difference: number, { within, between }: Squares, n: Sizes): number {
  if (difference === 0) return 0
  return difference / Math.sqrt((within + between) / Math.max(1, n.reference + n.sample - 2))
}
