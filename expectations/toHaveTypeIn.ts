import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { columnOf } from '../src/core/schema.ts'
import { columnType, exactly, gxTypes, isMisfit, judgeType, typesText } from './parts/types.ts'

/** A column is of one of several types. Whole numbers are numbers and dates are timestamps, not the other way round. */
export const toHaveTypeIn = defineRule({
  name: 'toHaveTypeIn',
  id: 'type-in',
  category: 'schema',
  subject: 'column',
  summary: 'A column is of one of several types.',
  gx: [
    {
      name: 'expect_column_values_to_be_in_type_list',
      params: { type_list: 'types' },
      values: {
        type_list: gxTypes,
      },
      defaults: { exactly: true },
      allowsAll: ({ type_list = null }) => type_list === null,
    },
  ],
  params: z.strictObject({
    types: z
      .array(columnType)
      .min(1)
      .meta({ title: 'list of types', description: 'The types, of which the column has to have one.' }),
    exactly,
  }),
  shorthand: 'types',
  metrics: ({ column }, params) => ({
    schema: of('sample').schema(),
    rows: of('sample').rowCount(),
    checked: of('sample').count(value(column)),
    misfits: of('sample').countIf(isMisfit(column, params)),
  }),
  expected: ({ column }, { types }) => `${column} to be ${typesText(types)}`,
  judge: ({ schema, rows, checked, misfits }, params, { column: name }) => {
    const column = columnOf(schema, name)
    if (!column) return { status: 'failed', found: `no column ${name}` }
    return checked === 0 ? nothingToCheck(rows) : judgeType(column, params, { checked, misfits })
  },
  failing: ({ column }, params) => ({ where: isMisfit(column, params) }),
  examples: [
    {
      data: { size: [1, 2.5] },
      column: 'size',
      params: { types: ['number', 'string'] },
      status: 'passed',
      found: 'a number',
    },
    {
      data: { size: ['1', 'M', '2019-01-31'] },
      column: 'size',
      params: { types: ['number', 'date'] },
      status: 'failed',
      found: '1 of 3 values not written as a number or a date',
    },
    {
      data: { size: ['1', '2'] },
      column: 'size',
      params: { types: ['number'], exactly: true },
      status: 'failed',
      found: 'text',
    },
    {
      data: { size: [null] },
      column: 'size',
      params: { types: ['number'] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
