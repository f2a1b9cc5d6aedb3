import { z } from 'zod'
import { isWithin, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'
import { correlationMetrics, correlationOf } from './parts/correlation.ts'

const bound = z.number().min(-1).max(1).optional()

/**
 * Pearson's correlation of two columns lies between bounds, over the rows in which both have a finite value. Where one
 * of them is constant there is none, and nothing is judged.
 */
export const toHaveCorrelationBetween = defineRule({
  name: 'toHaveCorrelationBetween',
  id: 'correlation',
  category: 'statistics',
  subject: 'columns',
  columnCount: 2,
  accepts: numericTypes,
  summary: 'The correlation of two columns lies between two bounds.',
  params: z
    .strictObject({
      min: bound.describe('The least allowed correlation; itself allowed unless `strictMin` is true.'),
      max: bound.describe('The greatest allowed correlation; itself allowed unless `strictMax` is true.'),
      strictMin: z.boolean().default(false).describe('Whether `min` itself is refused.'),
      strictMax: z.boolean().default(false).describe('Whether `max` itself is refused.'),
    })
    .superRefine(refuseEmptyRange),
  metrics: ({ columns }) => ({ rows: of('sample').rowCount(), ...correlationMetrics('sample', columns) }),
  expected: ({ columns: [one, other] }, bounds) => `correlation of ${one} and ${other} ${rangeText(bounds)}`,
  judge: ({ rows, ...moments }, bounds) => {
    const correlation = correlationOf(moments)
    if (moments.pairs === 0) return nothingToCheck(rows, 'failed')
    if (correlation === null) return { status: 'inconclusive', found: 'no correlation: a column is constant' }
    return {
      status: isWithin(correlation, bounds) ? 'passed' : 'failed',
      found: `correlation ${formatNumber(correlation)}`,
      observed: { value: correlation, pairs: moments.pairs },
    }
  },
  // numpy.corrcoef([1, 2, 3, 4], [2, 4, 5, 9]) and ([1, 2, 3, 4], [9, 4, 5, 2]).
  examples: [
    {
      data: { size: [1, 2, 3, 4, null], price: [2, 4, 5, 9, 1] },
      columns: ['size', 'price'],
      params: { min: 0.9 },
      status: 'passed',
      found: 'correlation 0.964764',
    },
    {
      data: { size: [1, 2, 3, 4], price: [9, 4, 5, 2] },
      columns: ['size', 'price'],
      params: { min: 0, max: 1 },
      status: 'failed',
      found: 'correlation −0.877058',
    },
    {
      data: { size: [1, 1, 1], price: [9, 4, 5] },
      columns: ['size', 'price'],
      params: { max: 0.5 },
      status: 'inconclusive',
      found: 'no correlation: a column is constant',
    },
    {
      data: { size: [1, null], price: [null, 2] },
      columns: ['size', 'price'],
      params: { max: 0.5 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
