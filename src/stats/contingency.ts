import { chiSquareSurvival, chiSquareSurvivalLog10 } from './chi-square.ts'
import type { ContingencyTable } from './contingency-table.ts'
import { type Margins, marginsOf } from './margins.ts'
import type { Probability } from './probability.ts'

export interface ChiSquareOptions {
  /** 'pearson' Σ (O − E)² / E, or 'g' 2 Σ O ln(O / E), the likelihood ratio. */
  readonly statistic?: 'pearson' | 'g'
  /** Move each count of a 2 × 2 table by up to ½ towards its expectation first; off unless told. */
  readonly yates?: boolean
}

export interface ChiSquareTest extends Probability {
  readonly statistic: number
  /** 0 when fewer than two categories occur; then the statistic is 0 and p is 1. */
  readonly degreesOfFreedom: number
  readonly total: number
  /** The approximation wants at least 1 everywhere and at least 5 in most cells. */
  readonly smallestExpected: number
  /** Share of the cells that expect fewer than 5. */
  readonly shareBelowFive: number
  /** How many categories occur in no sample and were left out. */
  readonly emptyCategories: number
}

/**
 * Chi-square test of independence: do the rows come from one distribution over the categories?
 *
 * Agrees with `scipy.stats.chi2_contingency(table, correction=yates, lambda_=…)`.
 *
 * @throws RangeError when rows differ in length, a count is negative or not whole, or a row is all zero
 * @example chiSquareContingency([[0, 20], [15, 5]]).statistic // 24
 * @example chiSquareContingency([[0, 20], [15, 5]], { yates: true }).pValue // 4.8221343151434264e-06
 */
export function chiSquareContingency(
  table: ContingencyTable,
  { statistic = 'pearson', yates = false }: ChiSquareOptions = {},
): ChiSquareTest {
  const margins = marginsOf(table)
  const degreesOfFreedom = (margins.rows.length - 1) * (margins.occurring - 1)
  const towards = yates && degreesOfFreedom === 1 ? 0.5 : 0
  const { sum, ...expected } = sumOverCells(table, margins, (observed, mean) => {
    const count = observed + Math.sign(mean - observed) * Math.min(towards, Math.abs(mean - observed))
    return statistic === 'pearson' ? pearsonTerm(count, mean) : likelihoodTerm(count, mean)
  })
  return {
    statistic: sum,
    degreesOfFreedom,
    ...tail(sum, degreesOfFreedom),
    total: margins.total,
    ...expected,
    emptyCategories: margins.columns.length - margins.occurring,
  }
}

function pearsonTerm(count: number, mean: number): number {
  return (count - mean) ** 2 / mean
}

function likelihoodTerm(count: number, mean: number): number {
  return count === 0 ? 0 : 2 * count * Math.log(count / mean)
}

function tail(statistic: number, degreesOfFreedom: number): Probability {
  if (degreesOfFreedom === 0) return { pValue: 1, log10P: 0 }
  return {
    pValue: chiSquareSurvival(statistic, degreesOfFreedom),
    log10P: chiSquareSurvivalLog10(statistic, degreesOfFreedom),
  }
}

function sumOverCells(
  table: ContingencyTable,
  { rows, columns, total }: Margins,
  termOf: (observed: number, expected: number) => number,
) {
  let [sum, cells, small] = [0, 0, 0]
  let smallestExpected = Number.POSITIVE_INFINITY
  for (const [r, row] of table.entries()) {
    for (let k = 0; k < columns.length; k++) {
      if (columns[k] === 0) continue
      const expected = ((rows[r] ?? 0) / total) * (columns[k] ?? 0)
      sum += termOf(row[k] ?? 0, expected)
      cells++
      if (expected < 5) small++
      smallestExpected = Math.min(smallestExpected, expected)
    }
  }
  return { sum, smallestExpected, shareBelowFive: small / cells }
}
