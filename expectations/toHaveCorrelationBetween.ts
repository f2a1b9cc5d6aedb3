import { z } from 'zod'
import { isWithin, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'
import { correlationMethod, correlationMetrics, correlationName, correlationOf } from './parts/correlation.ts'

const bound = z.number().min(-1).max(1).optional()

/**
 * The correlation of two columns lies between bounds, over the rows in which both have a finite value: Pearson's, or
 * Spearman's of ranks (equal values share the mean of theirs). Where one of them is constant there is none, and nothing
 * is judged. They agree with `scipy.stats.pearsonr` and `spearmanr`.
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
      method: correlationMethod,
    })
    .superRefine(refuseEmptyRange),
  metrics: ({ columns }, { method }) => ({
    rows: of('sample').rowCount(),
    ...correlationMetrics('sample', columns, method),
  }),
  expected: ({ columns: [one, other] }, { method, ...bounds }) =>
    `${correlationName(method)} of ${one} and ${other} ${rangeText(bounds)}`,
  judge: ({ rows, ...moments }, { method, ...bounds }) => {
    const correlation = correlationOf(moments)
    if (moments.pairs === 0) return nothingToCheck(rows, 'failed')
    if (correlation === null) return { status: 'inconclusive', found: 'no correlation: a column is constant' }
    return {
      status: isWithin(correlation, bounds) ? 'passed' : 'failed',
      found: `${correlationName(method)} ${formatNumber(correlation)}`,
      observed: { value: correlation, pairs: moments.pairs },
    }
  },
  // numpy.corrcoef([1, 2, 3, 4], [2, 4, 5, 9]) and ([1, 2, 3, 4], [9, 4, 5, 2]);
  // scipy.stats.spearmanr([1, 2, 2, 4, 50], [1, 3, 2, 2, 9]).
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
      data: { size: [1, 2, 2, 4, 50, null], price: [1, 3, 2, 2, 9, 7] },
      columns: ['size', 'price'],
      params: { min: 0.9, method: 'spearman' },
      status: 'failed',
      found: 'rank correlation 0.763158',
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
