import { defineAggregateBetween, numberRange } from '../src/core/between.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'

/** The number of distinct values of a column lies between two bounds. Nulls are left out. */
export const toHaveDistinctCountBetween = defineAggregateBetween({
  name: 'toHaveDistinctCountBetween',
  id: 'distinct-count',
  summary: 'The number of distinct values of a column lies between two bounds.',
  gx: 'expect_column_unique_value_count_to_be_between',
  params: numberRange,
  countsNonFinite: true,
  ofNothing: 0,
  noun: 'number of distinct values',
  metric: column => of('sample').distinctCount(value(column)),
  read: count => count,
  examples: [
    {
      data: { genre: ['pop', 'rock', 'pop', null] },
      column: 'genre',
      params: { min: 2, max: 2 },
      status: 'passed',
      found: 'number of distinct values 2',
    },
    {
      data: { genre: ['pop', 'Pop', ''] },
      column: 'genre',
      params: { max: 3, strictMax: true },
      status: 'failed',
      found: 'number of distinct values 3',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      column: 'genre',
      params: { min: 1 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
    {
      data: { price: [1.5, Number.NaN, Number.NaN] },
      column: 'price',
      params: { max: 1 },
      status: 'failed',
      found: 'number of distinct values 2',
    },
  ],
})
