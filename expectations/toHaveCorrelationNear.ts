import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'
import { both } from './parts/both.ts'
import { correlationMethod, correlationMetrics, correlationName, correlationOf } from './parts/correlation.ts'

/**
 * The correlation of two columns, Pearson's or Spearman's, differs from that in the reference by no more than a number,
 * over the rows in which both have a finite value. Where a column is constant there is none, and nothing is judged.
 */
export const toHaveCorrelationNear = defineRule({
  name: 'toHaveCorrelationNear',
  id: 'correlation-near',
  category: 'drift',
  subject: 'columns',
  columnCount: 2,
  accepts: numericTypes,
  needsReference: true,
  summary: 'The correlation of two columns differs from that in the reference by no more than a number.',
  params: z.strictObject({
    max: z
      .number()
      .min(0)
      .max(2)
      .describe('The greatest allowed difference of the two correlations, itself allowed.'),
    method: correlationMethod,
  }),
  shorthand: 'max',
  metrics: ({ columns }, { method }) => {
    const { reference, sample } = both({ reference: 'reference', sample: 'sample' } as const, role =>
      correlationMetrics(role, columns, method),
    )
    return {
      rows: of('sample').rowCount(),
      ...sample,
      referencePairs: reference.pairs,
      referenceProduct: reference.product,
      referenceOne: reference.one,
      referenceOther: reference.other,
    }
  },
  expected: ({ columns: [one, other] }, { max, method }) =>
    `${correlationName(method)} of ${one} and ${other} within ${formatNumber(max)} of the reference`,
  judge: (moments, { max, method }) => {
    const own = correlationOf(moments)
    const before = correlationOf({
      pairs: moments.referencePairs,
      product: moments.referenceProduct,
      one: moments.referenceOne,
      other: moments.referenceOther,
    })
    if (moments.pairs === 0) return nothingToCheck(moments.rows, 'failed')
    if (own === null || before === null)
      return { status: 'inconclusive', found: 'no correlation: a column is constant or empty' }
    return {
      status: Math.abs(own - before) <= max ? 'passed' : 'failed',
      found: `${correlationName(method)} ${formatNumber(own)}, ${formatNumber(before)} in the reference`,
      observed: { sample: own, reference: before },
    }
  },
  // numpy.corrcoef([1, 2, 3, 4], [2, 4, 5, 9]) and ([1, 2, 3, 4], [9, 4, 5, 2]).
  examples: [
    {
      data: { size: [1, 2, 3, 4], price: [2, 4, 5, 9] },
      reference: { size: [1, 2, 3], price: [1, 2, 3] },
      columns: ['size', 'price'],
      params: { max: 0.1 },
      status: 'passed',
      found: 'correlation 0.964764, 1 in the reference',
    },
    {
      data: { size: [1, 2, 3, 4], price: [9, 4, 5, 2] },
      reference: { size: [1, 2, 3, 4], price: [2, 4, 5, 9] },
      columns: ['size', 'price'],
      params: { max: 0.5 },
      status: 'failed',
      found: 'correlation −0.877058, 0.964764 in the reference',
    },
    {
      data: { size: [1, 2], price: [1, 2] },
      reference: { size: [1, 2], price: [3, 3] },
      columns: ['size', 'price'],
      params: { max: 0.5 },
      status: 'inconclusive',
      found: 'no correlation: a column is constant or empty',
    },
    {
      data: { size: [null], price: [1] },
      types: { size: 'number' },
      reference: { size: [1, 2], price: [1, 2] },
      columns: ['size', 'price'],
      params: { max: 0.5 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
