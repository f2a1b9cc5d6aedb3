import { effectiveSize } from './effective-size.ts'
import { greatestCommonDivisor } from './integers.ts'
import { kolmogorovSurvival, kolmogorovSurvivalLog10 } from './kolmogorov.ts'
import { statisticOf } from './ks-lattice.ts'
import type { KsProblem } from './ks-problem.ts'
import type { Probability } from './probability.ts'
import { probabilityOfLn } from './tiny.ts'

/**
 * Asymptotic p with a continuity correction that knows the greatest common divisor of the sample sizes.
 *
 * The correction joins Hodges' mean overshoot (m + 2n) / (6mn) with half a step of the lattice on which the
 * statistic lives, so that it vanishes for equal sizes. Within 1 % of the exact p around 0.05 for thousands of
 * values; below 1e-10 only the order of magnitude is right.
 *
 * @see Hodges 1958, doi:10.1007/BF02589501, formula 5.3
 */
export function asymptoticPValue(problem: KsProblem): Probability {
  const z = correctedDistance(problem)
  if ((problem.alternative ?? 'two-sided') !== 'two-sided') return probabilityOfLn(-2 * z * z)
  return { pValue: Math.min(1, kolmogorovSurvival(z)), log10P: Math.min(0, kolmogorovSurvivalLog10(z)) }
}

function correctedDistance(problem: KsProblem): number {
  const m = Math.max(problem.n1, problem.n2)
  const n = Math.min(problem.n1, problem.n2)
  const correction = (1 / n + 2 / m) / 6 - greatestCommonDivisor(m, n) / m / n / 2
  return Math.max(0, Math.sqrt(effectiveSize(m, n)) * (statisticOf(problem) + correction))
}
