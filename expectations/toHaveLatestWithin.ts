import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatValue } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { duration, durationText, moment, secondsIn } from './parts/moments.ts'

/**
 * The latest moment in a column is no older than a length of time, now or at a given moment. What lies in the future
 * is not old. A day begins at midnight, UTC. Nulls are left out.
 */
export const toHaveLatestWithin = defineRule({
  name: 'toHaveLatestWithin',
  id: 'fresh',
  category: 'statistics',
  subject: 'column',
  accepts: ['date', 'timestamp'],
  summary: 'The latest date or time in a column is no older than a length of time.',
  params: z.strictObject({
    age: duration,
    asOf: moment.optional().meta({
      title: 'date',
      description: 'The moment at which the age is measured; now where absent.',
    }),
  }),
  shorthand: 'age',
  metrics: ({ column }) => ({ rows: of('sample').rowCount(), latest: of('sample').max(value(column)) }),
  expected: ({ column }, { age, asOf }) =>
    `latest ${column} at most ${age} ${asOf === undefined ? 'ago' : `before ${formatValue(asOf)}`}`,
  judge: ({ rows, latest }, { age, asOf = new Date() }) => {
    if (!(latest instanceof Date)) return nothingToCheck(rows, 'failed')
    const seconds = (asOf.getTime() - latest.getTime()) / 1000
    return {
      status: seconds <= (secondsIn(age) ?? 0) ? 'passed' : 'failed',
      found: `latest ${formatValue(latest)}, ${durationText(Math.abs(seconds))} ${seconds < 0 ? 'ahead' : 'old'}`,
      observed: { latest: latest.toISOString(), seconds },
    }
  },
  examples: [
    {
      data: { at: [new Date('2019-01-30T20:00:00Z'), new Date('2019-01-29'), null] },
      column: 'at',
      params: { age: '1 day', asOf: '2019-01-31' },
      status: 'passed',
      found: 'latest 2019-01-30 20:00:00, 4 h old',
    },
    {
      data: { at: [new Date('2019-01-28'), new Date('2019-01-27')] },
      column: 'at',
      params: { age: '48 h', asOf: '2019-01-31' },
      status: 'failed',
      found: 'latest 2019-01-28, 3 d old',
    },
    {
      data: { at: [new Date('2019-01-29')] },
      column: 'at',
      params: { age: '2 days', asOf: '2019-01-31' },
      status: 'passed',
      found: 'latest 2019-01-29, 2 d old',
    },
    {
      data: { at: [new Date('2019-02-03')] },
      column: 'at',
      params: { age: '2 days', asOf: '2019-01-31' },
      status: 'passed',
      found: 'latest 2019-02-03, 3 d ahead',
    },
    {
      data: { at: [null] },
      types: { at: 'timestamp' },
      column: 'at',
      params: { age: '1 day', asOf: '2019-01-31' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
