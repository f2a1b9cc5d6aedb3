import { effectiveSize } from './effective-size.ts'
import { lnLikeliestCrossing } from './ks-crossing.ts'
import { statisticOf } from './ks-lattice.ts'
import { type Strip, stripOf } from './ks-path.ts'
import type { KsProblem } from './ks-problem.ts'
import { absorb, startOf, stepMany, stepOne } from './ks-walk.ts'
import type { Probability } from './probability.ts'
import { headroom, probabilityOfLn, scaledProbability } from './tiny.ts'

/** A problem made ready for the exact chain, with a forecast of its cost in multiplications. */
export interface Chain {
  readonly strip: Strip
  readonly groups: ArrayLike<number> | undefined
  readonly cost: number
  /** A lower bound of ln p, and about an upper one. */
  readonly lnLeast: number
  readonly lnMost: number
  /** Natural logarithm of the weight below which a single transition cannot change a digit of p. */
  readonly lnNegligible: number
}

/** Prepares the exact chain of a problem with h > 0. */
export function chainOf(problem: KsProblem): Chain {
  const strip = stripOf(problem)
  const lnLeast = lnLikeliestCrossing(strip, problem.groups)
  const lnNegligible = lnLeast - Math.log(1e17) - Math.log(strip.width * strip.total)
  return {
    strip,
    groups: problem.groups,
    lnLeast,
    lnMost: lnLimit(problem),
    lnNegligible,
    cost: costOf(strip, problem.groups, lnNegligible),
  }
}

const lnSmallestNumber = Math.log(Number.MIN_VALUE)

/**
 * ln 2 e^(−2 z²), of which p is at most twice as much.
 *
 * @see Wei & Dudley 2012, doi:10.1016/j.spl.2011.11.012
 */
function lnLimit(problem: KsProblem): number {
  return Math.LN2 - 2 * effectiveSize(problem.n1, problem.n2) * statisticOf(problem) ** 2
}

function costOf(strip: Strip, groups: ArrayLike<number> | undefined, lnNegligible: number): number {
  const { width, total } = strip
  if (groups === undefined) return width * total
  const reach = reachOf(strip, lnNegligible)
  let cost = 0
  for (let k = 0, seen = 0; k + 1 < groups.length; k++) {
    const size = groups[k] ?? 0
    const states = Math.min(width, seen + 1, total - seen + 1)
    cost += states * Math.min(size, spreadCost(size, reach))
    seen += size
  }
  return cost
}

/** How far the number of one tie group's values from the smaller sample matters, in units of √(group size). */
function reachOf({ smaller, total }: Strip, lnNegligible: number): number {
  const share = smaller / total
  return Math.sqrt(-8 * lnNegligible * share * (1 - share))
}

/** Multiplications a state costs when a tie group is spread over its destinations, each of which takes two divisions. */
function spreadCost(size: number, reach: number): number {
  return 8 * Math.min(size, 10 + reach * Math.sqrt(size))
}

/**
 * Exact p of a two-sample Kolmogorov–Smirnov statistic given the ties, by an absorbing chain over the distinct values.
 *
 * The state is how many of the values seen so far came from the smaller sample; a tie group moves it by a
 * hypergeometric count, and the gap is looked at only after a whole group. p is the weight that left the strip: a sum
 * of positive terms, hence precise to about 1e-13 relative however small.
 *
 * @see Schröer & Trenkler 1995, doi:10.1016/0167-9473(94)00040-P; Viehmann 2021, arXiv:2102.08037
 */
export function chainPValue(chain: Chain): Probability {
  const { strip, groups } = chain
  // So far out p is 0 as a number, and the likeliest crossing is nearly all of it.
  if (chain.lnMost < lnSmallestNumber) return probabilityOfLn(chain.lnLeast)
  const walk = startOf(strip, Math.exp(chain.lnNegligible + Math.log(headroom)))
  const count = groups?.length ?? strip.total
  const reach = reachOf(strip, chain.lnNegligible)
  // After the last group every path has arrived at a gap of 0.
  for (let k = 0; k + 1 < count && walk.first <= walk.last; k++) {
    const size = groups?.[k] ?? 1
    // Tied values can also be taken one by one, as long as nothing is absorbed between them.
    if (size <= spreadCost(size, reach)) for (let step = 0; step < size; step++) stepOne(walk)
    else stepMany(walk, size)
    absorb(walk)
  }
  return walk.absorbed > 1e-290 ? scaledProbability(walk.absorbed, -1000) : probabilityOfLn(chain.lnLeast)
}
