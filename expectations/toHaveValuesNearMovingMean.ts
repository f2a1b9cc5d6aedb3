import { z } from 'zod'
import { call, isNonFinite, literal, or, value } from '../src/core/expr.ts'
import { formatNumber, formatShare, plural } from '../src/core/format.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'

/**
 * Every value of a column is near the mean of those in the rows above it, as many as a number says, or fewer at the
 * top. The first value never offends. Nulls are left out; NaN and ±infinity offend and have no part in the mean.
 */
export const toHaveValuesNearMovingMean = defineRowExpectation({
  name: 'toHaveValuesNearMovingMean',
  id: 'moving-mean',
  category: 'range',
  accepts: numericTypes,
  summary: 'Every value of a column is near the mean of the values above it.',
  params: z
    .strictObject({
      rows: z.int().min(1).describe('How many values above have part in the mean.'),
      distance: z.number().min(0).optional().describe('The greatest allowed distance from the mean.'),
      share: z
        .number()
        .min(0)
        .optional()
        .describe('The greatest allowed distance as a share of the mean, instead: 0.1 is 10 %.'),
      mostly,
    })
    .superRefine(({ distance, share }, context) => {
      if ((distance === undefined) === (share === undefined))
        context.addIssue('expected either distance or share')
    }),
  expected: ({ column }, { rows, distance, share = 0 }) =>
    `values of ${column} within ${distance === undefined ? formatShare(share) : formatNumber(distance)} of the mean of the ${plural(rows, 'value')} above`,
  failing: ({ column }, { rows, distance, share = 0 }) => {
    const mean = call('movingMean', value(column), literal(rows))
    const reach =
      distance === undefined ? call('multiply', literal(share), call('abs', mean)) : literal(distance)
    const away = call('abs', call('subtract', value(column), mean))
    return or(isNonFinite(value(column)), call('moreThan', away, reach))
  },
  offence: 'too far from the moving mean',
  examples: [
    {
      data: { load: [10, 11, null, 12, 30, 12] },
      column: 'load',
      params: { rows: 3, share: 0.5 },
      status: 'failed',
      found: '1 of 5 values too far from the moving mean',
    },
    {
      data: { load: [1, 2, 3, 4, 5] },
      column: 'load',
      params: { rows: 2, distance: 1.5 },
      status: 'passed',
      found: 'none of 5 values too far from the moving mean',
    },
    {
      data: { load: [5, -5, 5] },
      column: 'load',
      params: { rows: 10, distance: 5, mostly: 0.5 },
      status: 'passed',
      found: '1 of 3 values too far from the moving mean (33.3 %), up to 50.0 % allowed',
    },
    {
      data: { load: [null] },
      types: { load: 'number' },
      column: 'load',
      params: { rows: 2, distance: 1 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
