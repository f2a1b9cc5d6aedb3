import { defineAggregateBetween, numberRange } from '../src/core/between.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { numericTypes } from '../src/core/schema.ts'

/** The mean of a column lies between two bounds. Null, NaN and ±infinity are left out. */
export const toHaveMeanBetween = defineAggregateBetween({
  name: 'toHaveMeanBetween',
  id: 'mean',
  accepts: [...numericTypes, 'boolean'],
  summary: 'The mean of a column lies between two bounds.',
  gx: 'expect_column_mean_to_be_between',
  params: numberRange,
  noun: 'mean',
  metric: column => of('sample').mean(value(column)),
  read: mean => mean,
  examples: [
    {
      data: { price: [1, 2, 6, null] },
      column: 'price',
      params: { max: 2.5 },
      status: 'failed',
      found: 'mean 3',
    },
    {
      data: { price: [1, 2] },
      column: 'price',
      params: { min: 1.5, max: 1.5 },
      status: 'passed',
      found: 'mean 1.5',
    },
    {
      data: { price: [1, 2] },
      column: 'price',
      params: { min: 1.5, strictMin: true },
      status: 'failed',
      found: 'mean 1.5',
    },
    {
      data: { price: [1, Number.NaN, 2] },
      column: 'price',
      params: { max: 2 },
      status: 'passed',
      found: 'mean 1.5 (1 value left out: not finite)',
    },
    {
      data: { price: [Number.NaN] },
      column: 'price',
      params: { max: 2 },
      status: 'vacuous',
      found: 'no mean of 1 value (1 value left out: not finite)',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      params: { max: 2 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
