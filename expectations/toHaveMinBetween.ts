import { defineAggregateBetween, orderedRange, orderedValue } from '../src/core/between.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { orderedTypes } from '../src/core/schema.ts'

/** The smallest value of a column lies between two bounds. Null, NaN and ±infinity are left out. */
export const toHaveMinBetween = defineAggregateBetween({
  name: 'toHaveMinBetween',
  id: 'min',
  accepts: orderedTypes,
  summary: 'The smallest value of a column lies between two bounds.',
  gx: 'expect_column_min_to_be_between',
  params: orderedRange,
  noun: 'minimum',
  metric: column => of('sample').min(value(column)),
  read: orderedValue,
  examples: [
    {
      data: { price: [3, 5, null] },
      column: 'price',
      params: { min: 1, max: 3 },
      status: 'passed',
      found: 'minimum 3',
    },
    { data: { price: [3, -5] }, column: 'price', params: { min: 0 }, status: 'failed', found: 'minimum −5' },
    {
      data: { day: [new Date('2019-01-02'), new Date('2019-03-01')] },
      types: { day: 'date' },
      column: 'day',
      params: { min: '2019-02-01' },
      status: 'failed',
      found: 'minimum 2019-01-02',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      params: { min: 0 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
