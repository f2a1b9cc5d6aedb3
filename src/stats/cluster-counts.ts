import type { Alternative } from './alternative.ts'
import type { Deal } from './cluster-deal.ts'
import type { ClusterPool } from './cluster-pool.ts'

/** The one-sided gaps of two distribution functions, and the places of the smallest values that reach them. */
export interface Gaps {
  /** The largest F_reference − F_sample. */
  plus: number
  plusAt: number
  /** The largest F_sample − F_reference. */
  minus: number
  minusAt: number
}

/** A function that finds the gaps of a deal; it answers with the same object each time, so that nothing is allocated. */
export function gapsIn(pool: ClusterPool): (deal: Deal) => Gaps {
  const { totals } = pool
  const counts = new Float64Array(totals.length)
  const all = pool.n.reference + pool.n.sample
  const gaps: Gaps = { plus: 0, plusAt: 0, minus: 0, minusAt: 0 }
  return deal => {
    const dealt = countDealt(pool, deal, counts)
    let [gap, most, mostAt, least, leastAt] = [0, 0, 0, 0, 0]
    for (let k = 0; k < counts.length; k++) {
      // (count / dealt − others / (all − dealt)) in steps of 1 / (dealt · (all − dealt)): whole numbers add exactly.
      gap += (counts[k] ?? 0) * all - (totals[k] ?? 0) * dealt
      if (gap > most) {
        most = gap
        mostAt = k
      }
      if (gap < least) {
        least = gap
        leastAt = k
      }
    }
    const steps = dealt * (all - dealt)
    const ahead = deal.direction === 1
    // 0 − least rather than −least, which could be −0.
    gaps.plus = (ahead ? most : 0 - least) / steps
    gaps.plusAt = ahead ? mostAt : leastAt
    gaps.minus = (ahead ? 0 - least : most) / steps
    gaps.minusAt = ahead ? leastAt : mostAt
    return gaps
  }
}

/** The Kolmogorov–Smirnov statistic in the direction of the alternative. */
export function gapTowards({ plus, minus }: Gaps, alternative: Alternative): number {
  if (alternative === 'two-sided') return Math.max(plus, minus)
  return alternative === 'greater' ? plus : minus
}

/** A function that finds the total variation distance of a deal. */
export function totalVariationIn(pool: ClusterPool): (deal: Deal) => number {
  const { totals } = pool
  const counts = new Float64Array(totals.length)
  const all = pool.n.reference + pool.n.sample
  return deal => {
    const dealt = countDealt(pool, deal, counts)
    let sum = 0
    for (let k = 0; k < counts.length; k++) {
      sum += Math.abs((counts[k] ?? 0) * all - (totals[k] ?? 0) * dealt)
    }
    return Math.min(1, sum / 2 / (dealt * (all - dealt)))
  }
}

/** Counts each value in the first clusters of a deal, and returns how many rows these have. */
function countDealt({ start, value, count, rows }: ClusterPool, deal: Deal, counts: Float64Array): number {
  counts.fill(0)
  let dealt = 0
  for (let k = 0; k < deal.few; k++) {
    const cluster = deal.order[k] ?? 0
    const end = start[cluster + 1] ?? 0
    dealt += rows[cluster] ?? 0
    for (let cell = start[cluster] ?? 0; cell < end; cell++) {
      const place = value[cell] ?? 0
      counts[place] = (counts[place] ?? 0) + (count[cell] ?? 0)
    }
  }
  return dealt
}
