import { greatestCommonDivisor } from './integers.ts'
import type { KsProblem } from './ks-problem.ts'

/** The least common multiple of the sample sizes, rounded when beyond 2⁵³. */
export function lcmOf({ n1, n2 }: KsProblem): number {
  return (n1 / greatestCommonDivisor(n1, n2)) * n2
}

/** The statistic as a number between 0 and 1. */
export function statisticOf(problem: KsProblem): number {
  return Number(problem.h) / lcmOf(problem)
}
