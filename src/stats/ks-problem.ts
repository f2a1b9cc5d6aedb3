import type { Alternative } from './alternative.ts'

/** All that the null distribution of a two-sample Kolmogorov–Smirnov statistic depends on. */
export interface KsProblem {
  /** The statistic times the least common multiple of n1 and n2: a whole number. */
  readonly h: number | bigint
  readonly n1: number
  readonly n2: number
  readonly alternative?: Alternative
  /** Pooled number of occurrences of each distinct value, ascending by value; left out when no value repeats. */
  readonly groups?: ArrayLike<number>
}
