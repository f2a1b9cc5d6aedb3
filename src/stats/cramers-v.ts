import { chiSquareContingency } from './contingency.ts'
import type { ContingencyTable } from './contingency-table.ts'

/**
 * Cramér's V of a contingency table: the strength of the association, from 0 to 1, where the sample size does not
 * matter. 0 when fewer than two categories occur.
 *
 * With `corrected` Bergsma's bias correction, without which V grows with the number of categories even for equal
 * distributions.
 *
 * Agrees with `scipy.stats.contingency.association(table, method='cramer')`.
 *
 * @see Bergsma 2013, doi:10.1016/j.jkss.2012.10.002
 * @throws RangeError when the table is not one of counts, or a row is all zero
 * @example cramersV([[0, 20], [15, 5]]) // 0.7745966692414834
 * @example cramersV([[0, 20], [15, 5]], { corrected: true }) // 0.7677718959499145
 */
export function cramersV(
  table: ContingencyTable,
  { corrected = false }: { corrected?: boolean } = {},
): number {
  const { statistic, degreesOfFreedom, total } = chiSquareContingency(table)
  if (degreesOfFreedom === 0) return 0
  const rows = table.length - 1
  const columns = degreesOfFreedom / rows
  const phi = statistic / total
  if (!corrected) return Math.sqrt(Math.min(1, phi / Math.min(rows, columns)))
  const excess = Math.max(0, phi - degreesOfFreedom / (total - 1))
  const smaller = Math.min(rows - rows ** 2 / (total - 1), columns - columns ** 2 / (total - 1))
  return smaller > 0 ? Math.sqrt(Math.min(1, excess / smaller)) : 0
}
