import { z } from 'zod'
import { and, call, type Expr, isNull, isWrittenAs, not, or, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

/** What texts may be written as; those that are neither are words. */
const types = ['number', 'boolean', 'timestamp'] as const

/**
 * The values of a column are all written as one type: numbers, true or false, dates and times, or words. Those offend
 * that are of another type than most; of types that are as frequent, the first of this list is kept. Nulls are left
 * out. Columns that the file stores with a type have one.
 */
export const toHaveValuesOfOneType = defineRowExpectation({
  name: 'toHaveValuesOfOneType',
  id: 'one-type',
  category: 'schema',
  summary: 'The values of a column are all numbers, all dates, all true or false, or all words.',
  params: z.strictObject({ mostly }),
  expected: ({ column }, _) => `values of ${column} all of one type`,
  failing: ({ column }) => isOfRarerType(value(column)),
  offence: 'of another type than most',
  examples: [
    {
      data: { size: ['1', '2.5', 'large', '3', null] },
      column: 'size',
      status: 'failed',
      found: '1 of 4 values of another type than most',
    },
    {
      data: { city: ['Bonn', 'Rom', '2019', '2019-01-31', 'true'] },
      column: 'city',
      status: 'failed',
      found: '3 of 5 values of another type than most',
    },
    {
      data: { size: ['1', '2.5', '-3'] },
      column: 'size',
      status: 'passed',
      found: 'none of 3 values of another type than most',
    },
    {
      data: { size: ['1', 'large'] },
      column: 'size',
      params: { mostly: 0.5 },
      status: 'passed',
      found: '1 of 2 values of another type than most (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { size: [1, 2.5, null] },
      column: 'size',
      status: 'passed',
      found: 'none of 2 values of another type than most',
    },
    {
      data: { size: [null] },
      types: { size: 'string' },
      column: 'size',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** Each value is of one type; the mean of the truth of that is the type's share. */
function isOfRarerType(of: Expr): Expr {
  const written = types.map(type => isWrittenAs(of, type))
  const kinds = [...written, and(not(isNull(of)), ...written.map(not))]
  const shares = kinds.map(kind => call('overallMean', kind))
  const rarer = kinds.map((kind, own) => {
    const larger = shares.flatMap((share, other) => {
      const ownShare = shares[own]
      if (ownShare === undefined || other === own) return []
      return [call(other < own ? 'atMost' : 'lessThan', ownShare, share)]
    })
    return and(kind, or(...larger))
  })
  return or(...rarer)
}
