import { z } from 'zod'
import {
  gxBound,
  gxBounds,
  isOutside,
  rangeText,
  refuseEmptyRange,
  valueBounds,
  writtenBounds,
} from '../src/core/bounds.ts'
import { isNonFinite, or, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { orderedTypes } from '../src/core/schema.ts'
import { unitRepairs } from './parts/units.ts'

/** Every value of a column lies between two bounds. Nulls are left out; NaN and ±infinity lie outside of any range. */
export const toHaveValuesBetween = defineRowExpectation({
  name: 'toHaveValuesBetween',
  id: 'range',
  category: 'range',
  accepts: orderedTypes,
  acceptsWith: ({ min, max }) => (typeof (min ?? max) === 'string' ? ['string'] : orderedTypes),
  written: writtenBounds,
  summary: 'Every value of a column lies between two bounds.',
  gx: [
    {
      name: 'expect_column_values_to_be_between',
      params: gxBounds,
      values: { min_value: gxBound, max_value: gxBound },
    },
  ],
  params: z.strictObject({ ...valueBounds, mostly }).superRefine(refuseEmptyRange),
  expected: ({ column }, bounds) => `${column} ${rangeText(bounds)}`,
  failing: ({ column }, bounds) => or(isOutside(value(column), bounds), isNonFinite(value(column))),
  repairs: ({ column }, bounds) => unitRepairs(column, bounds),
  offence: 'outside',
  examples: [
    {
      data: { price: [9, 20, null] },
      column: 'price',
      params: { min: 10 },
      status: 'failed',
      found: '1 of 2 values outside',
    },
    {
      data: { price: [10, 20] },
      column: 'price',
      params: { min: 10, max: 20 },
      status: 'passed',
      found: 'none of 2 values outside',
    },
    {
      data: { price: [10, 20] },
      column: 'price',
      params: { min: 10, max: 20, strictMax: true },
      status: 'failed',
      found: '1 of 2 values outside',
    },
    {
      data: { price: [1, Number.NaN, Number.POSITIVE_INFINITY] },
      column: 'price',
      params: { min: 0 },
      status: 'failed',
      found: '2 of 3 values outside',
    },
    {
      data: { price: [1, 2, 3, 40] },
      column: 'price',
      params: { max: 10, mostly: 0.75 },
      status: 'passed',
      found: '1 of 4 values outside (25.0 %), up to 25.0 % allowed',
    },
    {
      data: { day: [new Date('2019-01-01'), new Date('2019-02-01')] },
      column: 'day',
      params: { min: '2019-01-01', max: '2019-01-31' },
      status: 'failed',
      found: '1 of 2 values outside',
    },
    {
      data: { grade: ['A', 'C', 'b', null] },
      column: 'grade',
      params: { min: { text: 'A' }, max: { text: 'C' } },
      status: 'failed',
      found: '1 of 3 values outside',
    },
    {
      data: { price: [null, null] },
      types: { price: 'number' },
      column: 'price',
      params: { max: 10 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
    {
      data: { price: [] },
      types: { price: 'number' },
      column: 'price',
      params: { max: 10 },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
