import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatCount, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { isOther, otherValues } from './parts/distinct.ts'
import { hasNoValue, valueSet, valuesText } from './parts/values.ts'

/** The distinct values of a column are some of a list. Nulls are left out. */
export const toHaveDistinctValuesIn = defineRule({
  name: 'toHaveDistinctValuesIn',
  id: 'distinct-in',
  category: 'values',
  subject: 'column',
  summary: 'The distinct values of a column are some of a list.',
  gx: [
    {
      name: 'expect_column_distinct_values_to_be_in_set',
      params: { value_set: 'values' },
      allowsAll: hasNoValue,
    },
  ],
  params: z.strictObject({ values: valueSet().describe('The allowed values; null is left out.') }),
  shorthand: 'values',
  metrics: ({ column }, { values }) => ({
    rows: of('sample').rowCount(),
    checked: of('sample').count(value(column)),
    distinct: of('sample').distinctCount(value(column)),
    others: otherValues(column, values),
    otherRows: of('sample').countIf(isOther(column, values)),
  }),
  expected: ({ column }, { values }) => `distinct values of ${column} among ${valuesText(values)}`,
  judge: ({ rows, checked, distinct, others, otherRows }) => {
    if (checked === 0) return nothingToCheck(rows)
    const where = others > 0 ? `, in ${formatCount(otherRows)} of ${plural(checked, 'row')}` : ''
    return {
      status: others === 0 ? 'passed' : 'failed',
      found: `${others === 0 ? 'none' : formatCount(others)} of ${plural(distinct, 'distinct value')} outside the set${where}`,
      observed: { distinct, others, otherRows, checked },
      unexpected: { count: otherRows, of: checked },
    }
  },
  failing: ({ column }, { values }) => ({ where: isOther(column, values) }),
  allowed: ({ values }) => values,
  examples: [
    {
      data: { genre: ['pop', 'pop', null] },
      column: 'genre',
      params: { values: ['rock', 'pop'] },
      status: 'passed',
      found: 'none of 1 distinct value outside the set',
    },
    {
      data: { genre: ['pop', 'Pop', 'Pop', 'jazz'] },
      column: 'genre',
      params: { values: ['rock', 'pop'] },
      status: 'failed',
      found: '2 of 3 distinct values outside the set, in 3 of 4 rows',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      column: 'genre',
      params: { values: ['rock'] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
