import { plural } from '../../src/core/format.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import {
  chiSquareContingency,
  chiSquareInverseSurvival,
  compareShares,
  shareRelevantP,
  shareSmallestDetectable,
  shareUpperBound,
  totalVariation,
  totalVariationInterval,
  totalVariationRelevantP,
  totalVariationUpperBound,
} from '../../src/stats/index.ts'
import type { Both } from '../parts/both.ts'
import { intervalAlpha } from '../parts/levels.ts'
import { type Category, cellsOf, pooled } from './categories.ts'
import { type SharesDraw, shareNames, sharesEvidence, undrawnShares } from './shares-evidence.ts'
import { variationDetectable } from './variation-power.ts'

/** Compares categories of independent rows: two by their share, more by Pearson's chi-square test. */
export function drawIndependentShares(
  categories: readonly Category[],
  n: Both<number>,
  draw: SharesDraw,
): DrawnTest {
  const compared = pooled(categories)
  const cells = categories.length === 2 ? categories : cellsOf(compared)
  if (cells.length < 2 && categories.length > 1)
    return undrawnShares(n, 'every category is too rare to be compared')
  const evidence = { ...sharesEvidence(categories, draw), n }
  const [first, second] = cells
  if (first === undefined || second === undefined) return { ...singleCategory(n), ...evidence }
  return cells.length === 2
    ? { ...comparedPair(first, n), ...evidence }
    : { ...comparedCells(cells, compared.pooled.length, n), ...evidence }
}

type Compared = Omit<DrawnTest, 'n' | 'summaries' | 'charts'>

/** Where both datasets have one category, the same one, they are equal; nothing else was seen in either. */
function singleCategory(n: Both<number>): Compared {
  const [reference, sample] = [
    { count: 0, of: n.reference },
    { count: 0, of: n.sample },
  ]
  return {
    pValue: 1,
    log10P: 0,
    method: 'constant',
    statistic: { name: shareNames.effect, value: 0 },
    effect: { name: shareNames.effect, value: 0, most: 1 },
    choice: 'One category in both datasets: their shares do not differ.',
    smallestDetectable: level => shareSmallestDetectable(level, 0, n.reference, n.sample),
    relevantP: () => ({ pValue: 1, log10P: 0 }),
    upperBound: level => shareUpperBound(reference, sample, level),
  }
}

function comparedPair(category: Both<number>, n: Both<number>): Compared {
  const reference = { count: category.reference, of: n.reference }
  const sample = { count: category.sample, of: n.sample }
  const test = compareShares(reference, sample)
  const exactly = test.method === 'fisher' ? "Fisher's exact test" : 'the chi-square test of two shares'
  const value = Math.abs(test.difference)
  const ends = [test.interval.lower, test.interval.upper].map(Math.abs)
  const spansZero = test.interval.lower < 0 && test.interval.upper > 0
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: test.method,
    statistic: { name: shareNames.effect, value },
    effect: {
      name: shareNames.effect,
      value,
      most: 1,
      interval: [spansZero ? 0 : Math.min(...ends), Math.max(...ends)],
    },
    choice: `Two categories: ${exactly}.`,
    smallestDetectable: level =>
      shareSmallestDetectable(level, reference.count / reference.of, n.reference, n.sample),
    relevantP: effect => shareRelevantP(reference, sample, effect),
    upperBound: level => shareUpperBound(reference, sample, level),
  }
}

function comparedCells(cells: readonly Both<number>[], rare: number, n: Both<number>): Compared {
  const table = [cells.map(cell => cell.reference), cells.map(cell => cell.sample)] as const
  const test = chiSquareContingency(table)
  const interval = totalVariationInterval(...table, intervalAlpha)
  const without = rare > 0 ? `, ${plural(rare, 'rare one', 'rare ones')} taken together` : ''
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: 'pearson',
    statistic: { name: shareNames.chiSquare, value: test.statistic },
    effect: {
      name: shareNames.effect,
      value: totalVariation(...table),
      most: 1,
      interval: [interval.lower, interval.upper],
    },
    choice: `${plural(cells.length, 'category', 'categories')}${without}: the chi-square test of their counts.`,
    criticalStatistic: level => chiSquareInverseSurvival(level, test.degreesOfFreedom),
    smallestDetectable: level => variationDetectable(level, test.degreesOfFreedom, n),
    relevantP: effect => totalVariationRelevantP(...table, effect),
    upperBound: level => totalVariationUpperBound(...table, level),
  }
}
