import { defineAggregateBetween, orderedRange, orderedValue } from '../src/core/between.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { orderedTypes } from '../src/core/schema.ts'

/** The largest value of a column lies between two bounds. Null, NaN and ±infinity are left out. */
export const toHaveMaxBetween = defineAggregateBetween({
  name: 'toHaveMaxBetween',
  id: 'max',
  accepts: orderedTypes,
  summary: 'The largest value of a column lies between two bounds.',
  gx: 'expect_column_max_to_be_between',
  params: orderedRange,
  noun: 'maximum',
  metric: column => of('sample').max(value(column)),
  read: orderedValue,
  examples: [
    {
      data: { price: [3, 5, null] },
      column: 'price',
      params: { max: 5 },
      status: 'passed',
      found: 'maximum 5',
    },
    {
      data: { price: [3, 5] },
      column: 'price',
      params: { max: 5, strictMax: true },
      status: 'failed',
      found: 'maximum 5',
    },
    {
      data: { id: [1n, 9007199254740993n] },
      column: 'id',
      params: { max: 9007199254740992n },
      status: 'failed',
      found: 'maximum 9,007,199,254,740,993',
    },
    {
      data: { at: [new Date('2019-01-02T10:30:00Z'), null] },
      types: { at: 'timestamp' },
      column: 'at',
      params: { max: '2019-01-02 11:00' },
      status: 'passed',
      found: 'maximum 2019-01-02 10:30:00',
    },
    {
      data: { price: [] },
      types: { price: 'number' },
      column: 'price',
      params: { max: 0 },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
