import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber, formatShare, plural } from '../src/core/format.ts'
import { of, type PastBatch, pastBatches } from '../src/core/metric.ts'

/** Makes the median absolute deviation comparable to a standard deviation, for values that are normally distributed. */
const madScale = 1.4826

/**
 * There are about as many rows as in the last accepted batches of the series: their number differs from the median of
 * theirs by no more than a share of it, or than so many robust standard deviations (1.4826 times the median absolute
 * deviation), whichever allows more. With too few accepted batches there is nothing to compare with.
 */
export const toHaveRowCountNearAccepted = defineRule({
  name: 'toHaveRowCountNearAccepted',
  id: 'row-count-near-accepted',
  category: 'schema',
  subject: 'table',
  summary: 'The number of rows is about that of the last accepted batches of the series.',
  params: z.strictObject({
    share: z
      .number()
      .min(0)
      .default(0.1)
      .describe('The difference from the median that is always allowed, as a share of it: 0.1 is 10 %.'),
    deviations: z
      .number()
      .min(0)
      .default(4)
      .describe('How many robust standard deviations of the earlier numbers are allowed.'),
    last: z.int().min(1).default(8).describe('How many accepted batches are looked at, the newest first.'),
    least: z
      .int()
      .min(1)
      .default(3)
      .describe('With fewer accepted batches than these, there is nothing to check.'),
  }),
  shorthand: 'share',
  metrics: () => ({ rows: of('sample').rowCount(), past: pastBatches }),
  expected: (_, { last }) =>
    `number of rows near that of the last ${plural(last, 'accepted batch', 'accepted batches')}`,
  judge: ({ rows, past }, { share, deviations, last, least }) => {
    const earlier = rowsOf(past).slice(0, last)
    if (earlier.length < least)
      return {
        status: 'vacuous',
        found: `${plural(rows, 'row')}; ${plural(earlier.length, 'accepted batch', 'accepted batches')} to compare with, ${least} needed`,
        hint: 'The run needs --series NAME; mlcheck accept RUN accepts a batch. Until there are enough, allowVacuous: true lets the check pass.',
      }
    const usual = medianOf(earlier)
    const spread = madScale * medianOf(earlier.map(count => Math.abs(count - usual)))
    const allowed = Math.max(share * usual, deviations * spread)
    const difference = rows - usual
    const change =
      difference === 0 || usual === 0
        ? ''
        : `, ${formatShare(Math.abs(difference) / usual)} ${difference < 0 ? 'fewer' : 'more'}`
    return {
      status: Math.abs(difference) <= allowed ? 'passed' : 'failed',
      found: `${plural(rows, 'row')}, ${formatNumber(usual)} in the median of ${plural(earlier.length, 'accepted batch', 'accepted batches')}${change}`,
      observed: { rows, median: usual, allowed, batches: earlier.length },
    }
  },
  // statistics.median([100, 104, 98, 102]) is 101, and the median distance from it 2.
  examples: [
    {
      data: { a: new Array<number>(108).fill(1) },
      past: [
        { batch: 4, rows: 100 },
        { batch: 3, rows: 104 },
        { batch: 2, rows: 98 },
        { batch: 1, rows: 102 },
      ],
      params: { share: 0.05 },
      status: 'passed',
      found: '108 rows, 101 in the median of 4 accepted batches, 6.9 % more',
    },
    {
      data: { a: [1, 2, 3] },
      past: [
        { batch: 4, rows: 100 },
        { batch: 3, rows: 104 },
        { batch: 2, rows: 98 },
        { batch: 1, rows: 102 },
      ],
      status: 'failed',
      found: '3 rows, 101 in the median of 4 accepted batches, 97.0 % fewer',
    },
    {
      data: { a: [1, 2, 3] },
      past: [{ batch: 2, rows: 3 }, { batch: 1 }],
      params: { least: 2 },
      status: 'vacuous',
      found: '3 rows; 1 accepted batch to compare with, 2 needed',
    },
  ],
})

function rowsOf(past: readonly PastBatch[]): readonly number[] {
  return past.flatMap(({ rows }) => rows ?? [])
}

/** @param numbers at least one */
function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
