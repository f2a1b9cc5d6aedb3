import { effectiveSize } from './effective-size.ts'
import { chainOf, chainPValue } from './ks-chain.ts'
import { equalSizesPValue } from './ks-equal-sizes.ts'
import { lcmOf, statisticOf } from './ks-lattice.ts'
import type { KsProblem } from './ks-problem.ts'
import type { Probability } from './probability.ts'
import { probabilityOfLn } from './tiny.ts'

/**
 * p of a problem with ties that is too large for the exact chain: the exact p of a smaller one with equal sizes, the
 * same proportions of ties and the same distance √en · D, interpolated between two steps of its lattice.
 *
 * Within 1 % of the exact p in the body of the distribution.
 */
export function tiesScaledPValue(problem: KsProblem): Probability {
  const distance = Math.sqrt(effectiveSize(problem.n1, problem.n2)) * statisticOf(problem)
  // Beyond this p is below 1e-280, and the limit e^(−2 z²) is an upper bound that says enough.
  if (distance > 18) return probabilityOfLn(sidesOf(problem) - 2 * distance * distance)
  const rough = modelPValue(problem, roughSize)
  // What is far from any limit need not be known better.
  return rough.pValue > 0.1 ? rough : modelPValue(problem, modelSize(distance))
}

/** Values in each sample of a first model; its p is within 1 % in the body of the distribution. */
const roughSize = 6000

function modelPValue(problem: KsProblem, size: number): Probability {
  const groups = modelGroups(problem, size)
  const h = modelStatistic(problem, size)
  const below = Math.floor(h)
  const [near, far] = [below, below + 1].map(step => modelLn(step, size, groups, problem.alternative))
  return probabilityOfLn((near ?? 0) + (h - below) * ((far ?? 0) - (near ?? 0)))
}

function sidesOf({ alternative = 'two-sided' }: KsProblem): number {
  return alternative === 'two-sided' ? Math.LN2 : 0
}

/** The chain costs up to 9 · distance · size^1.5; this keeps it around 1e8. */
function modelSize(distance: number): number {
  return Math.round(Math.min(40_000, (1.1e7 / Math.max(distance, 0.1)) ** (2 / 3)))
}

/** Sizes of the groups in the model: the differences of the rounded cumulative counts. */
function modelGroups({ n1, n2, groups = [] }: KsProblem, size: number): readonly number[] {
  const factor = (2 * size) / (n1 + n2)
  const scaled: number[] = []
  for (let k = 0, seen = 0, before = 0; k < groups.length; k++) {
    seen += groups[k] ?? 0
    const now = Math.round(seen * factor)
    if (now > before) scaled.push(now - before)
    before = now
  }
  return scaled
}

/**
 * The statistic of the model on its own lattice, in general not a whole number.
 *
 * Half a step of either lattice is taken off, as a path is only seen on it. Where values do not repeat, a path also
 * overshoots by (m + 2n) / (6mn), and by half a step in the model.
 */
function modelStatistic(problem: KsProblem, size: number): number {
  const m = Math.max(problem.n1, problem.n2)
  const n = Math.min(problem.n1, problem.n2)
  const single = shareOfSingles(problem)
  const statistic = statisticOf(problem) - 0.5 / lcmOf(problem) + (single * (1 / n + 2 / m)) / 6
  const steps = Math.sqrt(effectiveSize(m, n)) * statistic * Math.sqrt(2 * size)
  return Math.max(0, steps + (1 - single) / 2)
}

function shareOfSingles({ n1, n2, groups = [] }: KsProblem): number {
  let singles = 0
  for (let k = 0; k < groups.length; k++) if (groups[k] === 1) singles++
  return singles / (n1 + n2)
}

function modelLn(h: number, size: number, groups: readonly number[], alternative: KsProblem['alternative']) {
  if (h === 0) return 0
  const tied = groups.length < 2 * size
  const model = { h, n1: size, n2: size, alternative, ...(tied && { groups }) }
  const { log10P } = tied ? chainPValue(chainOf(model)) : equalSizesPValue(model)
  return log10P * Math.LN10
}
