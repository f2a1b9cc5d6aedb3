import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatCount, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { toJson } from '../src/core/value.ts'
import {
  isOther,
  missingValues,
  mostValues,
  occurrences,
  otherValues,
  presenceText,
} from './parts/distinct.ts'
import { valueSet, valuesText } from './parts/values.ts'

/** The distinct values of a column are exactly those of a list. Nulls are left out. */
export const toHaveDistinctValuesEqual = defineRule({
  name: 'toHaveDistinctValuesEqual',
  id: 'distinct-equal',
  category: 'values',
  subject: 'column',
  summary: 'The distinct values of a column are exactly those of a list.',
  gx: [{ name: 'expect_column_distinct_values_to_equal_set', params: { value_set: 'values' } }],
  params: z.strictObject({
    values: valueSet(mostValues).describe(
      'The distinct values, 500 at most, in any order; null is left out.',
    ),
  }),
  shorthand: 'values',
  metrics: ({ column }, { values }) => ({
    rows: of('sample').rowCount(),
    checked: of('sample').count(value(column)),
    others: otherValues(column, values),
    otherRows: of('sample').countIf(isOther(column, values)),
    ...occurrences(column, values),
  }),
  expected: ({ column }, { values }) => `distinct values of ${column} exactly ${valuesText(values)}`,
  judge: ({ rows, checked, others, otherRows, ...counts }, { values }) => {
    if (checked === 0) return nothingToCheck(rows, 'failed')
    const missing = missingValues(values, counts)
    const surplus =
      others > 0
        ? `; ${plural(others, 'other')} in ${formatCount(otherRows)} of ${plural(checked, 'row')}`
        : ''
    return {
      status: missing.length + others === 0 ? 'passed' : 'failed',
      found: `${presenceText(values, missing)}${surplus}`,
      observed: { missing: missing.map(toJson), others, otherRows, checked },
      unexpected: { count: otherRows, of: checked },
    }
  },
  failing: ({ column }, { values }) => ({ where: isOther(column, values) }),
  allowed: ({ values }) => values,
  examples: [
    {
      data: { genre: ['pop', 'rock', 'pop', null] },
      column: 'genre',
      params: { values: ['rock', 'pop', 'pop'] },
      status: 'passed',
      found: '2 of 2 values there',
    },
    {
      data: { genre: ['pop', 'Pop', 'POP', 'POP'] },
      column: 'genre',
      params: { values: ['rock', 'pop'] },
      status: 'failed',
      found: '1 of 2 values there; missing: "rock"; 2 others in 3 of 4 rows',
    },
    {
      data: { key: [1, 2, 3] },
      column: 'key',
      params: { values: [1, 2] },
      status: 'failed',
      found: '2 of 2 values there; 1 other in 1 of 3 rows',
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
