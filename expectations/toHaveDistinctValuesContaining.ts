import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { toJson } from '../src/core/value.ts'
import { missingValues, mostValues, occurrences, presenceText } from './parts/distinct.ts'
import { hasNoValue, valueSet, valuesText } from './parts/values.ts'

/** Each value of a list occurs in a column at least once. Nulls are left out. */
export const toHaveDistinctValuesContaining = defineRule({
  name: 'toHaveDistinctValuesContaining',
  id: 'distinct-contain',
  category: 'values',
  subject: 'column',
  summary: 'Each value of a list occurs in a column at least once.',
  gx: [
    {
      name: 'expect_column_distinct_values_to_contain_set',
      params: { value_set: 'values' },
      allowsAll: hasNoValue,
    },
  ],
  params: z.strictObject({
    values: valueSet(mostValues).describe('The values that have to occur, 500 at most; null is left out.'),
  }),
  shorthand: 'values',
  metrics: ({ column }, { values }) => ({
    rows: of('sample').rowCount(),
    checked: of('sample').count(value(column)),
    ...occurrences(column, values),
  }),
  expected: ({ column }, { values }) => `${valuesText(values)} to occur in ${column}`,
  judge: ({ rows, checked, ...counts }, { values }) => {
    if (checked === 0) return nothingToCheck(rows, 'failed')
    const missing = missingValues(values, counts)
    return {
      status: missing.length === 0 ? 'passed' : 'failed',
      found: presenceText(values, missing),
      observed: { missing: missing.map(toJson), checked },
    }
  },
  examples: [
    {
      data: { genre: ['pop', 'rock', 'jazz', null] },
      column: 'genre',
      params: { values: ['rock', 'pop'] },
      status: 'passed',
      found: '2 of 2 values there',
    },
    {
      data: { month: [1, 2, 2] },
      column: 'month',
      params: { values: [1, 2, 3] },
      status: 'failed',
      found: '2 of 3 values there; missing: 3',
    },
    {
      data: { day: [new Date('2019-01-01')] },
      column: 'day',
      params: { values: ['2019-01-01', '2019-01-02'] },
      status: 'failed',
      found: '1 of 2 values there; missing: "2019-01-02"',
    },
    {
      data: { genre: [] },
      types: { genre: 'string' },
      column: 'genre',
      params: { values: ['rock'] },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})
