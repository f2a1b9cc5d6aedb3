import { lnChoose } from './binomial.ts'
import type { Strip } from './ks-path.ts'

/** At how many places a long path is looked at; more would sharpen the bound by nothing that matters. */
const places = 256

/**
 * A lower bound of ln p: the probability of the likeliest single point at which a path leaves the strip.
 *
 * In a deep tail it is close to ln p itself, and exact but for a factor of 2 when the samples do not overlap at all.
 */
export function lnLikeliestCrossing(strip: Strip, groups?: ArrayLike<number>): number {
  const count = groups?.length ?? strip.total
  const stride = Math.ceil(count / places)
  let likeliest = Number.NEGATIVE_INFINITY
  for (let k = 0, seen = 0, looked = 0; k < count; k++) {
    seen += groups?.[k] ?? 1
    // Where few points can be reached at all, as in the deepest tail, each is looked at.
    if (k % stride !== 0 && looked >= places) continue
    for (const i of edgesAt(strip, seen)) {
      if (!isReachable(strip, seen, i)) continue
      looked++
      likeliest = Math.max(likeliest, lnPassing(strip, seen, i))
    }
  }
  return likeliest
}

function edgesAt(strip: Strip, seen: number): readonly number[] {
  const above = strip.countsAbove ? [strip.above(seen)] : []
  return strip.countsBelow ? [...above, strip.below(seen)] : above
}

function isReachable({ smaller, total }: Strip, seen: number, i: number): boolean {
  return i >= 0 && i <= smaller && i <= seen && smaller - i <= total - seen
}

/** Natural logarithm of the probability that i of the first `seen` values come from the smaller sample. */
function lnPassing({ smaller, total }: Strip, seen: number, i: number): number {
  return lnChoose(seen, i) + lnChoose(total - seen, smaller - i) - lnChoose(total, smaller)
}
