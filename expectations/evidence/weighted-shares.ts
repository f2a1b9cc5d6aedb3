import type { Weighted, WeightedSide } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import {
  chiSquareInverseSurvival,
  totalVariationInterval,
  totalVariationRelevantP,
  totalVariationUpperBound,
  weightedShares,
} from '../../src/stats/index.ts'
import { type Both, both } from '../parts/both.ts'
import { scaledSquares, weightObstacle, weightsAsCounts } from '../parts/compared.ts'
import { intervalAlpha } from '../parts/levels.ts'
import { cellsOf, countedCategories, pooled } from './categories.ts'
import { type SharesDraw, shareNames, sharesEvidence, undrawnShares } from './shares-evidence.ts'
import { variationDetectable } from './variation-power.ts'
import { weightsText } from './weighted-ks.ts'

/** Compares categories of rows with weights, by the chi-square test at Kish's effective sizes. */
export function drawWeightedShares(answer: Weighted, n: Both<number>, draw: SharesDraw): DrawnTest {
  const obstacle = weightObstacle(answer)
  if (obstacle !== undefined) return undrawnShares(n, obstacle)
  const sides: Both<WeightedSide> = answer
  const categories = countedCategories(answer.values, both(sides, weightsAsCounts))
  const cells = cellsOf(pooled(categories))
  if (cells.length < 2 && categories.length > 1)
    return undrawnShares(n, 'every category is too rare to be compared')
  const test = weightedShares({
    reference: { weights: cells.map(cell => cell.reference), squares: scaledSquares(answer.reference) },
    sample: { weights: cells.map(cell => cell.sample), squares: scaledSquares(answer.sample) },
  })
  // The shares of as many rows as the weighted ones amount to.
  const table = [
    cells.map(cell => (cell.reference * test.n.reference) / n.reference),
    cells.map(cell => (cell.sample * test.n.sample) / n.sample),
  ] as const
  const interval = totalVariationInterval(...table, intervalAlpha)
  const degreesOfFreedom = Math.max(1, test.degreesOfFreedom)
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: 'weighted',
    statistic: { name: shareNames.chiSquare, value: test.statistic },
    effect: {
      name: shareNames.effect,
      value: test.totalVariation,
      most: 1,
      interval: [interval.lower, interval.upper],
    },
    ...sharesEvidence(categories, draw),
    n,
    choice: weightsText(test.n, draw.params?.weight),
    criticalStatistic: level => chiSquareInverseSurvival(level, degreesOfFreedom),
    smallestDetectable: level => variationDetectable(level, degreesOfFreedom, test.n),
    relevantP: effect => totalVariationRelevantP(...table, effect),
    upperBound: level => totalVariationUpperBound(...table, level),
  }
}
