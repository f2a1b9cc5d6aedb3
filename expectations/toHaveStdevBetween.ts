import { defineAggregateBetween, numberRange } from '../src/core/between.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { numericTypes } from '../src/core/schema.ts'

/** The standard deviation of a column (of the sample, n − 1) lies between two bounds. */
export const toHaveStdevBetween = defineAggregateBetween({
  name: 'toHaveStdevBetween',
  id: 'stdev',
  accepts: numericTypes,
  summary: 'The standard deviation of a column (of the sample, n − 1) lies between two bounds.',
  gx: 'expect_column_stdev_to_be_between',
  params: numberRange,
  noun: 'standard deviation',
  metric: column => of('sample').variance(value(column)),
  read: variance => (variance === null ? null : Math.sqrt(variance)),
  examples: [
    {
      data: { price: [2, 4, 6, null] },
      column: 'price',
      params: { min: 2, max: 2 },
      status: 'passed',
      found: 'standard deviation 2',
    },
    {
      data: { price: [5, 5] },
      column: 'price',
      params: { min: 0, strictMin: true },
      status: 'failed',
      found: 'standard deviation 0',
    },
    {
      data: { price: [5] },
      column: 'price',
      params: { max: 1 },
      status: 'vacuous',
      found: 'no standard deviation of 1 value',
    },
  ],
})
