import { z } from 'zod'
import { call, moreThan, value } from '../src/core/expr.ts'
import { formatList } from '../src/core/format.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { duration, secondsIn } from './parts/moments.ts'

/**
 * Between two moments of a column, in ascending order, lies no more than a length of time; the moment after a longer
 * gap offends. The order of the rows does not matter. Nulls are left out. With `by`, each group of rows has moments of
 * its own, such as those of one sensor; rows in which a column of it is null are a group, too.
 */
export const toHaveNoTimeGaps = defineRowExpectation({
  name: 'toHaveNoTimeGaps',
  id: 'time-gaps',
  category: 'values',
  accepts: ['date', 'timestamp'],
  summary: 'Dates or times follow each other without a gap that is longer than expected.',
  params: z.strictObject({
    longest: duration.describe(
      'The longest gap that is allowed, such as the cadence of a sensor; a number and a unit: ms, s, min, h, d (24 hours) or w.',
    ),
    by: z
      .array(z.string())
      .default([])
      .meta({ title: 'list of columns', description: 'Looks for gaps within each group of rows by itself.' }),
    mostly,
  }),
  shorthand: 'longest',
  expected: ({ column }, { longest, by }) =>
    `no gap above ${longest} in ${column}${by.length === 0 ? '' : ` for each ${formatList(by)}`}`,
  context: ({ by }) => by,
  failing: ({ column }, { longest, by }) => {
    const moment = value(column)
    const gap = call('secondsBetween', call('nextLower', moment, ...by.map(value)), moment)
    return moreThan(gap, secondsIn(longest) ?? 0)
  },
  offence: 'after a longer gap',
  examples: [
    {
      data: {
        at: [
          new Date('2019-01-31T12:00:00Z'),
          new Date('2019-01-31T10:00:00Z'),
          null,
          new Date('2019-01-31T09:00:00Z'),
        ],
      },
      column: 'at',
      params: { longest: '1 h' },
      status: 'failed',
      found: '1 of 3 values after a longer gap',
    },
    {
      data: {
        at: ['09:00', '10:00', '11:00', '09:00', '11:00'].map(time => new Date(`2019-01-31T${time}:00Z`)),
        sensor: ['a', 'a', 'a', 'b', 'b'],
      },
      column: 'at',
      params: { longest: '1 h', by: ['sensor'] },
      status: 'failed',
      found: '1 of 5 values after a longer gap',
    },
    {
      data: { day: [new Date('2019-02-01'), new Date('2019-01-31'), new Date('2019-01-31')] },
      column: 'day',
      params: { longest: '1 day' },
      status: 'passed',
      found: 'none of 3 values after a longer gap',
    },
    {
      data: { day: [new Date('2019-01-01'), new Date('2019-02-01')] },
      column: 'day',
      params: { longest: '1 week', mostly: 0.5 },
      status: 'passed',
      found: '1 of 2 values after a longer gap (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { at: [null] },
      types: { at: 'timestamp' },
      column: 'at',
      params: { longest: '1 h' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
