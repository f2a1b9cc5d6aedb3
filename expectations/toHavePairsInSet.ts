import { z } from 'zod'
import { and, equal, type Expr, isNull, not, or, value } from '../src/core/expr.ts'
import { formatList, formatValue } from '../src/core/format.ts'
import type { Value } from '../src/core/value.ts'
import { defineRecordExpectation, gxPair, recordParams } from './parts/records.ts'
import { cell } from './parts/values.ts'

/** The values of two columns are one of a list of pairs in every row. A null in a pair stands for a missing value. */
export const toHavePairsInSet = defineRecordExpectation({
  name: 'toHavePairsInSet',
  id: 'pair-in-set',
  category: 'values',
  columnCount: 2,
  summary: 'The values of two columns are one of a list of pairs in every row.',
  gx: [
    {
      name: 'expect_column_pair_values_to_be_in_set',
      ...gxPair,
      params: { ...gxPair.params, value_pairs_set: 'pairs' },
      allowsAll: ({ value_pairs_set = null }) => value_pairs_set === null,
    },
  ],
  params: z.strictObject({
    pairs: z
      .array(z.tuple([cell, cell]))
      .min(1)
      .max(1000)
      .meta({
        title: 'list of pairs',
        description: 'The allowed pairs, 1,000 at most: `[[1, "a"], [2, null]]`.',
      }),
    ...recordParams,
  }),
  shorthand: 'pairs',
  expected: ({ columns: [one, other] }, { pairs }) =>
    `pairs of ${one} and ${other} among ${formatList(pairs.map(pairText), 6)}`,
  failing: ({ columns: [one = '', other = ''] }, { pairs }) =>
    not(or(...pairs.map(([a, b]) => and(is(value(one), a), is(value(other), b))))),
  offence: 'outside the set',
  examples: [
    {
      data: { city: ['Bonn', 'Paris', 'Paris', null], country: ['de', 'fr', 'de', null] },
      columns: ['city', 'country'],
      params: {
        pairs: [
          ['Bonn', 'de'],
          ['Paris', 'fr'],
        ],
      },
      status: 'failed',
      found: '1 of 3 rows outside the set',
    },
    {
      data: { city: ['Bonn', null], country: ['de', 'de'] },
      columns: ['city', 'country'],
      params: {
        pairs: [
          ['Bonn', 'de'],
          [null, 'de'],
        ],
      },
      status: 'passed',
      found: 'none of 2 rows outside the set',
    },
    {
      data: { city: ['Bonn', null], country: ['de', 'de'] },
      columns: ['city', 'country'],
      params: { pairs: [['Bonn', 'de']] },
      status: 'failed',
      found: '1 of 2 rows outside the set',
    },
    {
      data: { city: [null], country: [null] },
      types: { city: 'string', country: 'string' },
      columns: ['city', 'country'],
      params: { pairs: [['Bonn', 'de']] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** Whether a value is the given one; never null. */
function is(of: Expr, wanted: Value): Expr {
  return wanted === null ? isNull(of) : and(not(isNull(of)), equal(of, wanted))
}

function pairText(pair: readonly Value[]): string {
  return `(${pair.map(formatValue).join(', ')})`
}
