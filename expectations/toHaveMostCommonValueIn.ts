import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatCount, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { toJson } from '../src/core/value.ts'
import { mostValues, occurrences } from './parts/distinct.ts'
import { valueSet, valuesText } from './parts/values.ts'

/** How many of the most common values are shown where several are equally common. */
const mostShown = 20

/**
 * The most common value of a column is one of a list. Where several values are equally common, the column has no
 * most common one, unless ties are allowed: then one of them has to be in the list. Nulls are left out.
 */
export const toHaveMostCommonValueIn = defineRule({
  name: 'toHaveMostCommonValueIn',
  id: 'most-common',
  category: 'statistics',
  subject: 'column',
  summary: 'The most common value of a column is one of a list.',
  gx: [
    {
      name: 'expect_column_most_common_value_to_be_in_set',
      params: { value_set: 'values', ties_okay: 'tiesAllowed' },
    },
  ],
  params: z.strictObject({
    values: valueSet(mostValues).describe('The allowed values, 500 at most; null is left out.'),
    tiesAllowed: z
      .boolean()
      .default(false)
      .describe('Whether one of several equally common values in the list is enough.'),
  }),
  shorthand: 'values',
  metrics: ({ column }, { values }) => ({
    rows: of('sample').rowCount(),
    checked: of('sample').count(value(column)),
    most: of('sample').frequencies([column], mostShown),
    ...occurrences(column, values),
  }),
  expected: ({ column }, { values }) => `most common value of ${column} among ${valuesText(values)}`,
  judge: ({ rows, checked, most, ...counts }, { tiesAllowed }) => {
    const [top] = most.entries
    if (checked === 0 || !top) return nothingToCheck(rows, 'failed')
    const modes = most.entries
      .filter(({ count }) => count === top.count)
      .map(({ values: [mode = null] }) => mode)
    const isAmong = Object.values(counts).some(count => count === top.count)
    const times = `${formatCount(top.count)} of ${plural(checked, 'value')}`
    return {
      status: isAmong && (tiesAllowed || modes.length === 1) ? 'passed' : 'failed',
      found: `${valuesText(modes)}, ${modes.length > 1 ? 'each ' : ''}${times}`,
      observed: { value: modes.map(toJson), count: top.count, checked },
    }
  },
  examples: [
    {
      data: { genre: ['pop', 'rock', 'pop', null, null, null] },
      column: 'genre',
      params: { values: ['pop', 'jazz'] },
      status: 'passed',
      found: '"pop", 2 of 3 values',
    },
    {
      data: { genre: ['pop', 'rock', 'pop'] },
      column: 'genre',
      params: { values: ['rock'] },
      status: 'failed',
      found: '"pop", 2 of 3 values',
    },
    {
      data: { key: [1, 2, 1, 2, 3] },
      column: 'key',
      params: { values: [1, 2] },
      status: 'failed',
      found: '1 and 2, each 2 of 5 values',
    },
    {
      data: { key: [1, 2, 1, 2, 3] },
      column: 'key',
      params: { values: [2], tiesAllowed: true },
      status: 'passed',
      found: '1 and 2, each 2 of 5 values',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      column: 'genre',
      params: { values: ['pop'] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
