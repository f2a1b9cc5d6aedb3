import { z } from 'zod'
import { isWithin, numberBounds, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'

/**
 * The Shannon entropy of a column lies between bounds, in bits: 0 for a constant, log2 of the number of distinct values
 * where all are as frequent. Nulls are left out.
 */
export const toHaveEntropyBetween = defineRule({
  name: 'toHaveEntropyBetween',
  id: 'entropy',
  category: 'statistics',
  subject: 'column',
  summary: 'The entropy of the values of a column, in bits, lies between two bounds.',
  params: z.strictObject(numberBounds).superRefine(refuseEmptyRange),
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    entropy: of('sample').entropy(value(column)),
  }),
  expected: ({ column }, bounds) => `entropy of ${column} ${rangeText(bounds)} bits`,
  judge: ({ rows, entropy }, bounds) => {
    if (entropy === null) return nothingToCheck(rows, 'failed')
    return {
      status: isWithin(entropy, bounds) ? 'passed' : 'failed',
      found: `entropy ${formatNumber(entropy)} bits`,
      observed: { value: entropy },
    }
  },
  // scipy.stats.entropy(counts, base=2).
  examples: [
    {
      data: { genre: ['pop', 'rock', 'jazz', 'folk', null] },
      column: 'genre',
      params: { min: 2, max: 2 },
      status: 'passed',
      found: 'entropy 2 bits',
    },
    {
      data: { genre: ['pop', 'pop', 'pop', 'rock'] },
      column: 'genre',
      params: { min: 1 },
      status: 'failed',
      found: 'entropy 0.811278 bits',
    },
    {
      data: { genre: ['pop', 'pop'] },
      column: 'genre',
      params: { max: 0 },
      status: 'passed',
      found: 'entropy 0 bits',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      column: 'genre',
      params: { min: 1 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
