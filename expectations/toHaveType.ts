import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { columnOf, typeWords } from '../src/core/schema.ts'
import { columnType, exactly, gxType, isMisfit, judgeType } from './parts/types.ts'

/**
 * A column is of a type. Whole numbers are numbers and dates are timestamps, not the other way round. Where a column
 * is text because some cells are not written as the type, just those cells offend.
 */
export const toHaveType = defineRule({
  name: 'toHaveType',
  id: 'type',
  category: 'schema',
  subject: 'column',
  summary: 'A column is of a type.',
  gx: ['expect_column_values_to_be_of_type', 'expect_column_type_to_be'].map(name => ({
    name,
    params: { type_: 'type' },
    values: { type_: gxType },
    defaults: { exactly: true },
  })),
  params: z.strictObject({
    type: columnType.describe(
      'A whole number is a number too, and a date a timestamp; not the other way round.',
    ),
    exactly,
  }),
  shorthand: 'type',
  metrics: ({ column }, { type, exactly }) => ({
    schema: of('sample').schema(),
    rows: of('sample').rowCount(),
    checked: of('sample').count(value(column)),
    misfits: of('sample').countIf(isMisfit(column, { types: [type], exactly })),
  }),
  expected: ({ column }, { type }) => `${column} to be ${typeWords[type]}`,
  judge: ({ schema, rows, checked, misfits }, { type, exactly }, { column: name }) => {
    const column = columnOf(schema, name)
    if (!column) return { status: 'failed', found: `no column ${name}` }
    if (checked === 0) return nothingToCheck(rows)
    return judgeType(column, { types: [type], exactly }, { checked, misfits })
  },
  failing: ({ column }, { type, exactly }) => ({ where: isMisfit(column, { types: [type], exactly }) }),
  examples: [
    {
      data: { price: [1, 2, null] },
      column: 'price',
      params: { type: 'number' },
      status: 'passed',
      found: 'a whole number',
    },
    {
      data: { price: ['1', '2', 'n/a', null] },
      column: 'price',
      params: { type: 'integer' },
      status: 'failed',
      found: '1 of 3 values not written as a whole number',
    },
    {
      data: { price: [1, 2.5] },
      column: 'price',
      params: { type: 'integer' },
      status: 'failed',
      found: 'a number',
    },
    {
      data: { price: ['1', '2'] },
      column: 'price',
      params: { type: 'integer' },
      status: 'failed',
      found: 'text',
    },
    {
      data: { flag: [true, false] },
      column: 'flag',
      params: { type: 'boolean' },
      status: 'passed',
      found: 'true or false',
    },
    {
      data: { day: ['2019-01-31', '2019-02-30'] },
      column: 'day',
      params: { type: 'date' },
      status: 'failed',
      found: '1 of 2 values not written as a date',
    },
    {
      data: { price: [1, 2] },
      column: 'price',
      params: { type: 'number', exactly: true },
      status: 'failed',
      found: 'a whole number',
    },
    {
      data: { price: [null] },
      column: 'price',
      params: { type: 'number' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
