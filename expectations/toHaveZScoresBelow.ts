import { z } from 'zod'
import { atLeast, call, type Expr, isNull, or, value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'

/**
 * Every value of a column lies fewer standard deviations above the column's mean than a threshold. The standard
 * deviation is that of a sample (n − 1). Where it is 0, or there is one value only, there are no z-scores, and every
 * value offends. Nulls are left out; NaN and ±infinity have no part in the mean and offend.
 */
export const toHaveZScoresBelow = defineRowExpectation({
  name: 'toHaveZScoresBelow',
  id: 'z-score',
  category: 'range',
  accepts: numericTypes,
  summary: 'Every value of a column lies less than a number of standard deviations from its mean.',
  gx: [
    {
      name: 'expect_column_value_z_scores_to_be_less_than',
      params: { threshold: 'threshold', double_sided: 'doubleSided' },
    },
  ],
  params: z.strictObject({
    threshold: z.number().describe('How many standard deviations; a value this far from the mean offends.'),
    doubleSided: z.boolean().default(true).describe('Whether values below the mean may offend too.'),
    mostly,
  }),
  shorthand: 'threshold',
  expected: ({ column }, { threshold, doubleSided }) =>
    `${doubleSided ? 'absolute z-scores' : 'z-scores'} of ${column} below ${formatNumber(threshold)}`,
  failing: ({ column }, { threshold, doubleSided }) => {
    const score = zScore(value(column))
    return or(isNull(score), atLeast(doubleSided ? call('abs', score) : score, threshold))
  },
  offence: 'too far from the mean',
  examples: [
    {
      data: { price: [1, 2, 3, 2, 2, 40, null] },
      column: 'price',
      params: { threshold: 2 },
      status: 'failed',
      found: '1 of 6 values too far from the mean',
    },
    {
      data: { price: [-1, 0, 1] },
      column: 'price',
      params: { threshold: 1.5 },
      status: 'passed',
      found: 'none of 3 values too far from the mean',
    },
    {
      data: { price: [-1, 0, 1] },
      column: 'price',
      params: { threshold: 1, doubleSided: false },
      status: 'failed',
      found: '1 of 3 values too far from the mean',
    },
    {
      data: { price: [5, 5] },
      column: 'price',
      params: { threshold: 3 },
      status: 'failed',
      found: '2 of 2 values too far from the mean',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      params: { threshold: 3 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** Null where there is no standard deviation, or where it is 0. */
function zScore(of: Expr): Expr {
  return call('divide', call('subtract', of, call('overallMean', of)), call('overallStdev', of))
}
