import type { TTestResult } from './t-test.ts'

/**
 * Standard error of a t-test's difference, in pooled standard deviations: what divides Cohen's d into the statistic.
 *
 * For equal means, which do not show it, the largest value that the degrees of freedom allow.
 */
export function standardErrorInDeviations(test: TTestResult): number {
  return test.statistic === 0 ? largestPossible(test) : test.cohensD / test.statistic
}

/** Of the pooled test, and of the one or two divisions of the squared error that have Welch's degrees of freedom. */
function largestPossible({ degreesOfFreedom, n }: TTestResult): number {
  const [a, b] = [n.reference - 1, n.sample - 1]
  const root = Math.sqrt(Math.max(0, ((a + b) / degreesOfFreedom - 1) * a * b))
  const welch = [a + root, a - root]
    .map(numerator => numerator / (a + b))
    .filter(share => share >= 0 && share <= 1)
    .map(share => (a + b) / (share * a * n.reference + (1 - share) * b * n.sample))
  return Math.sqrt(Math.max(1 / n.reference + 1 / n.sample, ...welch))
}
