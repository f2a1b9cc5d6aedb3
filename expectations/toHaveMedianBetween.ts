import { defineAggregateBetween, numberRange } from '../src/core/between.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { numericTypes } from '../src/core/schema.ts'

/** The median of a column lies between two bounds; of an even number of values it is the mean of the middle two. */
export const toHaveMedianBetween = defineAggregateBetween({
  name: 'toHaveMedianBetween',
  id: 'median',
  accepts: numericTypes,
  summary: 'The median of a column lies between two bounds.',
  gx: 'expect_column_median_to_be_between',
  params: numberRange,
  noun: 'median',
  metric: column => of('sample').quantiles(value(column), [0.5]),
  read: ([median]) => median ?? null,
  examples: [
    {
      data: { price: [1, 2, 4, 100] },
      column: 'price',
      params: { min: 2, max: 4 },
      status: 'passed',
      found: 'median 3',
    },
    {
      data: { price: [1, 2, 100, null] },
      column: 'price',
      params: { min: 5 },
      status: 'failed',
      found: 'median 2',
    },
    {
      data: { price: [] },
      types: { price: 'number' },
      column: 'price',
      params: { min: 5 },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
