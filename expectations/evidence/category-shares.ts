import { formatCount } from '../../src/core/format.ts'
import { type Frequencies, isClustered, isWeighted } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import { type Both, both } from '../parts/both.ts'
import type { Compared } from '../parts/compared.ts'
import { categoriesOf, countedCategories } from './categories.ts'
import { drawClusteredShares } from './clustered-shares.ts'
import { drawIndependentShares } from './independent-shares.ts'
import { mostCategories, type SharesDraw, undrawnShares } from './shares-evidence.ts'
import { drawWeightedShares } from './weighted-shares.ts'

/** Compares how often the values of a column occur in two datasets, with what a report shows. */
export function drawFrequencies(data: Both<Frequencies>, draw: SharesDraw): DrawnTest {
  const n = both(data, each => each.total)
  if (n.reference === 0 || n.sample === 0) return undrawnShares(n, 'no values')
  const distinct = Math.max(data.reference.distinct, data.sample.distinct)
  if (distinct > mostCategories) return undrawnShares(n, tooMany(distinct))
  return drawIndependentShares(categoriesOf(data), n, draw)
}

/** The same of values that are counted already. */
export function drawShares(answer: Compared, draw: SharesDraw): DrawnTest {
  const n = rowsOf(answer)
  if (n.reference === 0 || n.sample === 0) return undrawnShares(n, 'no values')
  if (answer.values.length > mostCategories) return undrawnShares(n, tooMany(answer.values.length))
  if (isClustered(answer)) return drawClusteredShares(answer, n, draw)
  if (isWeighted(answer)) return drawWeightedShares(answer, n, draw)
  return drawIndependentShares(countedCategories(Array.from(answer.values), answer), n, draw)
}

function rowsOf(answer: Compared): Both<number> {
  if (isWeighted(answer)) return { reference: answer.reference.n, sample: answer.sample.n }
  if (isClustered(answer)) return { reference: sum(answer.reference.count), sample: sum(answer.sample.count) }
  return { reference: sum(answer.reference), sample: sum(answer.sample) }
}

function sum(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((total, count) => total + count, 0)
}

function tooMany(distinct: number): string {
  return `${formatCount(distinct)} distinct values are too many to compare their shares; the limit is ${formatCount(mostCategories)}`
}
