import { z } from 'zod'
import { defineRule, type Verdict } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { type Frequencies, of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import type { Json, Value } from '../src/core/value.ts'
import { klDivergence } from '../src/stats/index.ts'
import {
  type Cells,
  cellCounts,
  expectedCells,
  gxPartition,
  type Holdouts,
  observedCells,
  type Partition,
  partition,
} from './parts/partition.ts'
import { identityOf } from './parts/values.ts'

const mostCategories = 10_000
const holdout = z.number().min(0).max(1).default(0)

/**
 * The Kullback–Leibler divergence of a column's distribution from a given one, in nats, is at most a number. It is
 * infinite where a value occurs that is not expected at all, unless some weight is held back for such values. Nulls
 * are left out, and so are NaN and ±infinity where bins are given.
 */
export const toHaveDivergenceBelow = defineRule({
  name: 'toHaveDivergenceBelow',
  id: 'divergence',
  category: 'statistics',
  subject: 'column',
  summary: 'The distribution of a column diverges from a given one by at most a number of nats.',
  gx: [
    {
      name: 'expect_column_kl_divergence_to_be_less_than',
      params: {
        partition_object: 'partition',
        threshold: 'max',
        tail_weight_holdout: 'tailHoldout',
        internal_weight_holdout: 'internalHoldout',
      },
      values: { partition_object: gxPartition },
      allowsAll: ({ threshold = null }) => threshold === null,
    },
  ],
  params: z
    .strictObject({
      partition,
      max: z.number().min(0).describe('The greatest allowed divergence in nats, itself allowed.'),
      tailHoldout: holdout.describe(
        'The share of the expected weight that is held back for values that are not listed, or outside of all bins.',
      ),
      internalHoldout: holdout.describe('The share that is held back for bins of weight 0.'),
    })
    .superRefine(({ partition, tailHoldout }, context) => {
      if (
        tailHoldout > 0 &&
        'bins' in partition &&
        partition.bins[0] === null &&
        partition.bins.at(-1) === null
      )
        context.addIssue({
          code: 'custom',
          path: ['tailHoldout'],
          message: 'nothing is outside of bins that are open at both ends',
        })
    }),
  metrics: ({ column }, { partition }) => ({
    rows: of('sample').rowCount(),
    values: of('sample').frequencies([column], 'bins' in partition ? 1 : mostCategories),
    checked: of('sample').count(value(column)),
    ...('bins' in partition ? cellCounts(column, partition) : {}),
  }),
  expected: ({ column }, { max }) =>
    `divergence of ${column} from the given distribution at most ${formatNumber(max)}`,
  judge: ({ rows, values, checked, ...cells }, { partition, max, ...holdouts }) => {
    if (checked === 0) return nothingToCheck(rows, 'failed')
    if (!('bins' in partition)) return judgeCategories(values, partition, { max, ...holdouts })
    const counts = Object.values<number>(cells)
    if (counts.every(count => count === 0)) return nothingToCheck(rows, 'failed')
    const [observed, expected] = [observedCells(counts, partition), expectedCells(partition, holdouts)]
    const divergence = klDivergence(allOf(observed), allOf(expected))
    return judged(divergence, max, { observed: reported(observed), expected: reported(expected) })
  },
  examples: [
    {
      data: { genre: ['pop', 'pop', 'rock', null] },
      column: 'genre',
      params: { partition: { values: ['pop', 'rock'], weights: [0.5, 0.5] }, max: 0.1 },
      status: 'passed',
      found: 'divergence 0.056633',
    },
    {
      data: { genre: ['pop', 'pop', 'rock', 'jazz'] },
      column: 'genre',
      params: { partition: { values: ['pop', 'rock'], weights: [0.5, 0.5] }, max: 0.1 },
      status: 'failed',
      found: 'infinite divergence: something occurs that has no weight',
    },
    {
      data: { price: [-1, 0.5, 1.5, 2, 7] },
      column: 'price',
      params: { partition: { bins: [0, 1, 2], weights: [0.5, 0.5] }, max: 0.5, tailHoldout: 0.4 },
      status: 'passed',
      found: 'divergence 0.0339798',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      params: { partition: { bins: [null, 0, null], weights: [0.5, 0.5] }, max: 0.1 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** Values that are not listed share what is held back for them, and the others give way. */
function judgeCategories(
  { entries, distinct, total }: Frequencies,
  { values, weights }: Extract<Partition, { values: unknown }>,
  { max, tailHoldout }: Holdouts & { readonly max: number },
): Verdict {
  if (distinct > entries.length)
    return {
      status: 'inconclusive',
      found: `${formatNumber(distinct)} distinct values, more than are compared`,
    }
  const expected = new Map(values.map((each, index) => [identityOf(each as Value), weights[index] ?? 0]))
  const observed = new Map(
    entries.map(({ values: [each = null], count }) => [identityOf(each), count / total]),
  )
  const unlisted = [...observed.keys()].filter(key => !expected.has(key))
  const kept = unlisted.length > 0 ? 1 - tailHoldout : 1
  const keys = [...expected.keys(), ...unlisted]
  const divergence = klDivergence(
    keys.map(key => observed.get(key) ?? 0),
    keys.map(key => (expected.has(key) ? (expected.get(key) ?? 0) * kept : tailHoldout / unlisted.length)),
  )
  return judged(divergence, max, {})
}

function judged(divergence: number, max: number, observed: Readonly<Record<string, Json>>): Verdict {
  const isKnown = Number.isFinite(divergence)
  return {
    status: divergence <= max ? 'passed' : 'failed',
    found: isKnown
      ? `divergence ${formatNumber(divergence)}`
      : 'infinite divergence: something occurs that has no weight',
    observed: { value: isKnown ? divergence : null, ...observed },
  }
}

function allOf({ weights, tails: [below, above] }: Cells): readonly number[] {
  return [below, ...weights, above]
}

function reported({ bins, weights, tails }: Cells): Json {
  return { bins, weights, tail_weights: tails }
}
