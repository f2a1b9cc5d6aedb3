import { defineAggregateBetween, numberRange } from '../src/core/between.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { numericTypes } from '../src/core/schema.ts'

/** The sum of a column lies between two bounds. Null, NaN and ±infinity are left out; true is 1, false is 0. */
export const toHaveSumBetween = defineAggregateBetween({
  name: 'toHaveSumBetween',
  id: 'sum',
  accepts: [...numericTypes, 'boolean'],
  summary: 'The sum of a column lies between two bounds.',
  gx: 'expect_column_sum_to_be_between',
  params: numberRange,
  noun: 'sum',
  ofNothing: 0,
  metric: column => of('sample').sum(value(column)),
  read: sum => sum,
  examples: [
    {
      data: { sold: [3, 4, null] },
      column: 'sold',
      params: { min: 7, max: 7 },
      status: 'passed',
      found: 'sum 7',
    },
    {
      data: { sold: [3, 4] },
      column: 'sold',
      params: { max: 7, strictMax: true },
      status: 'failed',
      found: 'sum 7',
    },
    { data: { sold: [-1.5, 1] }, column: 'sold', params: { min: 0 }, status: 'failed', found: 'sum −0.5' },
    {
      data: { sold: [null] },
      types: { sold: 'integer' },
      column: 'sold',
      params: { min: 0 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
    {
      data: { sold: [Number.NaN, null] },
      column: 'sold',
      params: { min: 0 },
      status: 'vacuous',
      found: 'no sum of 1 value (1 value left out: not finite)',
    },
  ],
})
