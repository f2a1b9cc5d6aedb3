import { pelzGood } from './ks-expansion.ts'
import { lnSmirnovSurvival } from './smirnov.ts'

/**
 * p of the one-sample Kolmogorov–Smirnov statistic D of n values against a continuous distribution.
 *
 * Exact in the tail, and up to about n = 20 000 in the body; beyond that within 1e-9.
 *
 * Agrees with `scipy.stats.kstwo.sf(D, n)`, which is itself off by up to 6e-6 for n of some hundreds.
 *
 * @throws RangeError when D is not between 0 and 1, or n is not a positive whole number
 * @example ksOneSamplePValue(0.2, 100) // 0.0005551927328028102
 */
export function ksOneSamplePValue(statistic: number, n: number): number {
  if (!(statistic >= 0 && statistic <= 1))
    throw new RangeError(`D lies between 0 and 1, unlike ${statistic}.`)
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`A sample cannot have ${n} values.`)
  if (statistic <= 0.5 / n) return 1
  // Both sides at once are impossible from ½ on, and have a relative share below e^(−6 · 6) here.
  if (statistic >= 0.5 || n * statistic * statistic > 6) return Math.min(1, 2 * oneSided(statistic, n))
  return n * n * statistic < 5e6 ? byChain(statistic * n, n) : byExpansion(statistic, n)
}

function oneSided(statistic: number, n: number): number {
  return Math.exp(lnSmirnovSurvival(statistic, n))
}

/** For n of more than some thousands. */
function byExpansion(statistic: number, n: number): number {
  const square = n * statistic * statistic
  if (square < 2.2 || n > 1e5) return 1 - pelzGood(Math.sqrt(square), n)
  // What counts twice because both sides are that large has a relative share of e^(−6 z²), and is known to 1 / √n.
  return 2 * (oneSided(statistic, n) - Math.exp(-8 * square))
}

interface Checkpoint {
  readonly at: number
  /** The gap has been reached from above with so many values up to here, or more. */
  readonly tooMany: number
  /** It has been reached from below with so few, or fewer. */
  readonly tooFew: number
}

/**
 * An absorbing chain on the number of uniform values up to a point. The gap to the diagonal can only be reached for
 * the first time at 2n known points, and between two of them the number grows by a binomial variable.
 */
function byChain(reach: number, n: number): number {
  let alive = new Float64Array(n + 1)
  let next = new Float64Array(n + 1)
  alive[0] = 1
  let [first, last, before, absorbed] = [0, 0, 0, 0]
  for (const { at, tooMany, tooFew } of checkpoints(reach, n)) {
    const share = (at - before) / (1 - before)
    for (let i = first; i <= last; i++) absorbed += spread(alive[i] ?? 0, n - i, share, i, tooMany, next)
    alive.fill(0, first, last + 1)
    ;[alive, next] = [next, alive]
    last = tooMany - 1
    for (; first <= tooFew; first++) {
      absorbed += alive[first] ?? 0
      alive[first] = 0
    }
    before = at
  }
  return Math.min(1, absorbed)
}

/** Adds a weight to the states from `from` on by a binomial number of steps; returns what goes too far. */
function spread(
  weight: number,
  trials: number,
  share: number,
  from: number,
  tooMany: number,
  next: Float64Array,
): number {
  const odds = share / (1 - share)
  let beyond = 0
  let term = weight * Math.exp(trials * Math.log1p(-share))
  for (let k = 0; k <= trials && (term > 1e-30 || k < trials * share); k++) {
    if (from + k >= tooMany) beyond += term
    else next[from + k] = (next[from + k] ?? 0) + term
    term *= (odds * (trials - k)) / (k + 1)
  }
  return beyond
}

/** The points at which the gap can be reached, ascending, strictly between 0 and 1. */
function* checkpoints(reach: number, n: number): Generator<Checkpoint> {
  let [upper, lower] = [Math.floor(reach) + 1, 0]
  while (lower + reach < n) {
    if (upper - reach <= lower + reach && upper <= n) {
      yield { at: (upper - reach) / n, tooMany: upper, tooFew: lower - 1 }
      upper++
    } else {
      yield { at: (lower + reach) / n, tooMany: Math.min(upper, n + 1), tooFew: lower }
      lower++
    }
  }
}
