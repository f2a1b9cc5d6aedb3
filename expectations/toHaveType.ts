import { z } from 'zod'
import { defineRule, type Verdict } from '../src/core/expectation.ts'
import { and, type Expr, isWrittenAs, not, value } from '../src/core/expr.ts'
import { formatCount, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import {
  type Column,
  type ColumnType,
  columnOf,
  columnTypes,
  isSubtype,
  typeWords,
} from '../src/core/schema.ts'

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
  gx: [{ name: 'expect_column_values_to_be_of_type', params: { type_: 'type' } }],
  params: z.strictObject({
    type: z
      .enum(columnTypes)
      .exclude(['unknown'])
      .describe('A whole number is a number too, and a date a timestamp; not the other way round.'),
  }),
  shorthand: 'type',
  metrics: ({ column }, { type }) => ({
    schema: of('sample').schema(),
    rows: of('sample').rowCount(),
    checked: of('sample').count(value(column)),
    misfits: of('sample').countIf(isMisfit(column, type)),
  }),
  expected: ({ column }, { type }) => `${column} to be ${typeWords[type]}`,
  judge: ({ schema, rows, checked, misfits }, { type }, { column: name }) => {
    const column = columnOf(schema, name)
    if (!column) return { status: 'failed', found: `no column ${name}` }
    if (checked === 0) return nothingToCheck(rows)
    return judgeType(column, type, { checked, misfits })
  },
  failing: ({ column }, { type }) => ({ where: isMisfit(column, type) }),
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
      data: { price: [null] },
      column: 'price',
      params: { type: 'number' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

interface Written {
  readonly checked: number
  readonly misfits: number
}

function judgeType(column: Column, type: ColumnType, { checked, misfits }: Written): Verdict {
  const words = typeWords[type]
  if (isSubtype(column.type, type))
    return { status: 'passed', found: typeWords[column.type], observed: { type: column.type } }
  const isReadable = misfits === 0 && column.type === 'string'
  return {
    status: 'failed',
    found:
      misfits > 0
        ? `${formatCount(misfits)} of ${plural(checked, 'value')} not written as ${words}`
        : typeWords[column.type],
    observed: { type: column.type, checked, misfits },
    unexpected: { count: misfits, of: checked },
    hint: isReadable
      ? `Every value is written as ${words}, but the file stores the column as text.`
      : undefined,
  }
}

/** True for text that is not written as the type. Values of a column that is typed already are not text. */
function isMisfit(column: string, type: ColumnType): Expr {
  return and(isWrittenAs(value(column), 'string'), not(isWrittenAs(value(column), type)))
}
