import { formatCount } from '../../src/core/format.ts'
import type { Weighted } from '../../src/core/metric.ts'
import type { DrawnTest } from '../../src/core/test.ts'
import { weightedKs } from '../../src/stats/index.ts'
import { weightObstacle, weightsAsCounts } from '../parts/compared.ts'
import { distributionsOf } from './distribution.ts'
import { type KsDraw, ksCritical, ksParts, undrawnKs } from './ks-parts.ts'

/** The Kolmogorov–Smirnov test of rows with weights, by the limit distribution at Kish's effective sizes. */
export function drawWeightedKs(answer: Weighted, draw: KsDraw): DrawnTest {
  const n = { reference: answer.reference.n, sample: answer.sample.n }
  const obstacle = weightObstacle(answer)
  if (n.reference === 0 || n.sample === 0) return undrawnKs(n, 'no values')
  if (obstacle !== undefined) return undrawnKs(n, obstacle)
  const values = Float64Array.from(answer.values, Number)
  const data = distributionsOf({
    values,
    reference: weightsAsCounts(answer.reference),
    sample: weightsAsCounts(answer.sample),
  })
  const test = weightedKs(answer, { alternative: draw.alternative })
  const found = {
    ...test,
    location: values[test.location] ?? 0,
    method: 'weighted',
    sizes: test.n,
  }
  return {
    ...ksParts(data, found, draw),
    n,
    choice: weightsText(test.n, draw.params?.weight),
    ...ksCritical(test.n, draw),
  }
}

/** What weights cost, in one sentence. */
export function weightsText({ reference, sample }: DrawnTest['n'], column = 'weight'): string {
  const [first, second] = [reference, sample].map(size => formatCount(Math.round(size)))
  return `Rows weighted by ${column} tell as much as ${first} and ${second} rows of equal weight.`
}
