import type { Frequencies } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import {
  chiSquareContingency,
  chiSquareInverseSurvival,
  normalInverseSurvival,
  totalVariation,
} from '../../src/stats/index.ts'
import { undrawn } from '../parts/hypothesis.ts'
import {
  type Category,
  categoriesChart,
  categoriesOf,
  changedCategory,
  pooled,
  totalOf,
} from './categories.ts'
import { type Both, both } from './distribution.ts'

const names = { statistic: 'χ²', effect: 'total variation' }

/** How many distinct values are compared at most; ids and free text have more. */
export const mostCategories = 2000

/** The chi-square test of two lists of category counts, with what a report shows. */
export function drawChiSquare(data: Both<Frequencies>): DrawnTest {
  const n = both(data, each => each.total)
  if (n.reference === 0 || n.sample === 0) return undrawn(n, { ...names, reason: 'no values' })
  const distinct = Math.max(data.reference.distinct, data.sample.distinct)
  if (distinct > mostCategories) return undrawn(n, { ...names, reason: tooMany(distinct) })
  const categories = categoriesOf(data)
  const cells = cellsOf(categories)
  if (cells.length < 2 && categories.length > 1)
    return undrawn(n, { ...names, reason: 'every category is too rare to be compared' })
  return drawn(categories, cells, n)
}

function drawn(categories: readonly Category[], cells: readonly Both<number>[], n: Both<number>): DrawnTest {
  const table = [cells.map(cell => cell.reference), cells.map(cell => cell.sample)] as const
  const test = chiSquareContingency(table)
  const canDiffer = test.degreesOfFreedom > 0
  return {
    pValue: test.pValue,
    log10P: test.log10P,
    method: 'pearson',
    // Of a single category, the expected counts are off by a rounding error.
    statistic: { name: names.statistic, value: canDiffer ? test.statistic : 0 },
    effect: { name: names.effect, value: totalVariation(...table) },
    n,
    change: changedCategory(categories),
    summaries: [
      {
        name: 'distinct values',
        reference: categories.filter(each => each.reference > 0).length,
        sample: categories.filter(each => each.sample > 0).length,
      },
    ],
    charts: [categoriesChart(categories)],
    ...(canDiffer && {
      criticalStatistic: (level: number) => chiSquareInverseSurvival(level, test.degreesOfFreedom),
      smallestDetectable: (level: number) => smallestDetectable(level, test.degreesOfFreedom, n),
    }),
  }
}

function cellsOf(categories: readonly Category[]): readonly Both<number>[] {
  const { kept, pooled: rare } = pooled(categories)
  return rare.length > 0 ? [...kept, totalOf(rare)] : kept
}

function tooMany(distinct: number): string {
  return `${distinct.toLocaleString('en-US')} distinct values are too many to compare their shares; the limit is ${mostCategories.toLocaleString('en-US')}`
}

/**
 * The total variation that the test finds with 90 % power at the latest. The noncentrality of a total variation v is at
 * least 4 v² m n / (m + n) (Cauchy–Schwarz); its noncentral chi-square variable is taken for a normal one, which asks
 * for a little more than is needed.
 */
function smallestDetectable(
  level: number,
  degreesOfFreedom: number,
  { reference, sample }: Both<number>,
): number {
  const excess = chiSquareInverseSurvival(level, degreesOfFreedom) - degreesOfFreedom
  const z = normalInverseSurvival(0.1)
  const centre = excess + 2 * z ** 2
  const noncentrality = centre + Math.sqrt(centre ** 2 - excess ** 2 + 2 * z ** 2 * degreesOfFreedom)
  return Math.sqrt(noncentrality / ((4 * reference * sample) / (reference + sample)))
}
