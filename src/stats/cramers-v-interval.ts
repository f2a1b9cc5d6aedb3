import { chiSquareContingency } from './contingency.ts'
import type { ContingencyTable } from './contingency-table.ts'
import type { Interval } from './interval.ts'
import { noncentralChiSquareSurvival } from './noncentral-chi-square.ts'
import { checkLevel } from './relevant-effect.ts'
import { solveDecreasing } from './root.ts'

/**
 * Bounds of the true Cramér's V of a contingency table, within 0 to 1. Each bound holds with a probability of about
 * 1 − alpha.
 *
 * The noncentral chi-square distributions that have the observed statistic at their quantiles alpha and 1 − alpha. The
 * upper bound can lie below the observed V, which noise makes too large where nothing is associated. Both are 0 when
 * fewer than two categories occur.
 *
 * @see Smithson 2003, doi:10.4135/9781412983761, chapter 4
 * @throws RangeError when the table is not one of counts, a row is all zero, or alpha is not between 0 and 1
 * @example cramersVInterval([[0, 20], [15, 5]], 0.05) // { lower: 0.5145224753037044, upper: 1 }
 */
export function cramersVInterval(table: ContingencyTable, alpha: number): Interval {
  checkLevel(alpha)
  const { statistic, degreesOfFreedom, total } = chiSquareContingency(table)
  if (degreesOfFreedom === 0) return { lower: 0, upper: 0 }
  const rows = table.length - 1
  const smaller = Math.min(rows, degreesOfFreedom / rows)
  const boundAt = (tail: number) => {
    const negated = (lambda: number) => -noncentralChiSquareSurvival(statistic, degreesOfFreedom, lambda)
    return Math.min(1, Math.sqrt(solveDecreasing(negated, -tail) / total / smaller))
  }
  return { lower: boundAt(alpha), upper: boundAt(1 - alpha) }
}
