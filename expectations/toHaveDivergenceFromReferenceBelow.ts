import { z } from 'zod'
import { defineRule, type Verdict } from '../src/core/expectation.ts'
import { formatNumber } from '../src/core/format.ts'
import { type Frequencies, of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { klDivergence } from '../src/stats/index.ts'
import { identityOf } from './parts/values.ts'

const mostCategories = 10_000

/**
 * The Kullback–Leibler divergence of the shares of a column's values from those in the reference is at most a number. It
 * is infinite where a value occurs that the reference lacks. Nulls are left out.
 */
export const toHaveDivergenceFromReferenceBelow = defineRule({
  name: 'toHaveDivergenceFromReferenceBelow',
  id: 'reference-divergence',
  category: 'drift',
  subject: 'column',
  accepts: ['string', 'boolean', 'integer'],
  needsReference: true,
  summary: 'The shares of the values of a column diverge from those in the reference by at most a number.',
  params: z.strictObject({
    max: z.number().min(0).describe('The greatest allowed divergence, itself allowed.'),
    unit: z
      .enum(['nats', 'bits'])
      .default('nats')
      .describe('Of the natural logarithm, or of that to base 2.'),
  }),
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    sample: of('sample').frequencies([column], mostCategories),
    reference: of('reference').frequencies([column], mostCategories),
  }),
  expected: ({ column }, { max, unit }) =>
    `divergence of ${column} from the reference at most ${formatNumber(max)} ${unit}`,
  judge: ({ rows, sample, reference }, { max, unit }): Verdict => {
    if (sample.total === 0 || reference.total === 0) return nothingToCheck(rows, 'failed')
    const most = Math.max(sample.distinct, reference.distinct)
    if (most > mostCategories)
      return {
        status: 'inconclusive',
        found: `${formatNumber(most)} distinct values, more than are compared`,
      }
    const [observed, expected] = [sharesOf(sample), sharesOf(reference)]
    const keys = [...new Set([...observed.keys(), ...expected.keys()])]
    const shares = (counts: ReadonlyMap<string, number>) => keys.map(key => counts.get(key) ?? 0)
    const divergence = klDivergence(shares(observed), shares(expected), unit)
    const isKnown = Number.isFinite(divergence)
    return {
      status: divergence <= max ? 'passed' : 'failed',
      found: isKnown
        ? `divergence ${formatNumber(divergence)} ${unit}`
        : 'infinite divergence: a value occurs that the reference lacks',
      observed: { value: isKnown ? divergence : null },
    }
  },
  // scipy.stats.entropy([2, 1], [1, 1]), and the same with base=2.
  examples: [
    {
      data: { genre: ['pop', 'pop', 'rock', null] },
      reference: { genre: ['pop', 'rock'] },
      column: 'genre',
      params: { max: 0.1 },
      status: 'passed',
      found: 'divergence 0.056633 nats',
    },
    {
      data: { genre: ['pop', 'pop', 'rock'] },
      reference: { genre: ['pop', 'rock'] },
      column: 'genre',
      params: { max: 0.05, unit: 'bits' },
      status: 'failed',
      found: 'divergence 0.0817042 bits',
    },
    {
      data: { genre: ['pop', 'jazz'] },
      reference: { genre: ['pop', 'rock'] },
      column: 'genre',
      params: { max: 1 },
      status: 'failed',
      found: 'infinite divergence: a value occurs that the reference lacks',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      reference: { genre: ['pop'] },
      column: 'genre',
      params: { max: 1 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function sharesOf({ entries }: Frequencies): ReadonlyMap<string, number> {
  return new Map(entries.map(({ values: [each = null], count }) => [identityOf(each), count]))
}
