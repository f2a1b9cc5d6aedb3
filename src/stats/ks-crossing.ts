import { lnChoose } from './binomial.ts'
import type { Strip } from './ks-path.ts'

/** At how many places a long path is looked at; more would sharpen the bound by nothing that matters. */
const places = 2048

/**
 * A lower bound of ln p: the probability of the likeliest single point at which a path leaves the strip.
 *
 * In a deep tail it is close to ln p itself, and exact for samples that do not overlap at all.
 */
export function lnLikeliestCrossing(strip: Strip, groups?: ArrayLike<number>): number {
  const { smaller, total } = strip
  const all = lnChoose(total, smaller)
  let likeliest = Number.NEGATIVE_INFINITY
  for (const seen of groupEnds(total, groups)) {
    for (const i of edgesAt(strip, seen)) {
      if (i < 0 || i > smaller || i > seen || smaller - i > total - seen) continue
      const ln = lnChoose(seen, i) + lnChoose(total - seen, smaller - i) - all
      if (ln > likeliest) likeliest = ln
    }
  }
  return likeliest
}

function edgesAt(strip: Strip, seen: number): readonly number[] {
  const above = strip.countsAbove ? [strip.above(seen)] : []
  return strip.countsBelow ? [...above, strip.below(seen)] : above
}

function groupEnds(total: number, groups?: ArrayLike<number>): readonly number[] {
  const count = groups?.length ?? total
  const stride = Math.ceil(count / places)
  const ends: number[] = []
  for (let k = 0, seen = 0; k < count; k++) {
    seen += groups?.[k] ?? 1
    if (k % stride === 0) ends.push(seen)
  }
  return ends
}
