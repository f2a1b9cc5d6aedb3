import { type Correction, regularizedBeta } from '../../src/stats/index.ts'
import { alpha, type Family } from './false-alarms.ts'

/** Bounds of a share, both included. */
export interface Band {
  readonly lower: number
  readonly upper: number
}

/**
 * Where the share of runs with an alarm lies, each end with probability 1 − tail, when the claim of the test is true
 * and its columns are independent.
 */
export function bandOf({ test, size }: Family, correction: Correction, trials: Trials): Band {
  const [least, most] = rates(correction, size)
  return {
    lower: test.claim === 'uniform' ? lowerBound(least, trials) : 0,
    upper: test.claim === 'none' ? 1 : upperBound(most, trials),
  }
}

export interface Trials {
  readonly runs: number
  /** Probability with which a share may lie beyond a bound by chance. */
  readonly tail: number
}

/** The share of runs below which chance takes an event of probability p at most with probability `tail`. */
export function lowerBound(p: number, { runs, tail }: Trials): number {
  let [low, high] = [0, runs]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    // P(X < middle) for a binomial X.
    if (regularizedBeta(1 - p, runs - middle + 1, middle) <= tail) low = middle
    else high = middle - 1
  }
  return low / runs
}

/** The share of runs above which chance takes an event of probability p at most with probability `tail`. */
export function upperBound(p: number, trials: Trials): number {
  return 1 - lowerBound(1 - p, trials)
}

/** Probability of any alarm among so many independent uniform p, or bounds of it. */
function rates(correction: Correction, size: number): readonly [number, number] {
  const single = 1 - (1 - alpha / size) ** size
  switch (correction) {
    case 'none':
      return [1 - (1 - alpha) ** size, 1 - (1 - alpha) ** size]
    case 'bonferroni':
    case 'holm':
      return [single, single]
    case 'hochberg':
      return [single, alpha]
    // Without drift these raise an alarm exactly when Simes' test does.
    case 'sidak':
    case 'hommel':
    case 'bh':
      return [alpha, alpha]
    case 'by':
      return [alpha / harmonic(size), alpha / harmonic(size)]
  }
}

function harmonic(n: number): number {
  let sum = 0
  for (let k = 1; k <= n; k++) sum += 1 / k
  return sum
}
