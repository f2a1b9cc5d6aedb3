import { z } from 'zod'
import { atMost, call, type Expr, literal, value } from '../src/core/expr.ts'
import { defineRule } from '../src/core/expectation.ts'
import { formatValue } from '../src/core/format.ts'
import { of, ranks, type Tally } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'
import { duration, secondsIn } from './parts/moments.ts'

/**
 * Every moment in a column lies after the last one of the reference: a model is tested on what came after that which it
 * was trained on. Nulls are left out.
 */
export const toHaveValuesAfterReference = defineRule({
  name: 'toHaveValuesAfterReference',
  id: 'after-reference',
  category: 'drift',
  subject: 'column',
  accepts: ['date', 'timestamp'],
  needsReference: true,
  summary: 'Every date or time in a column lies after the last one of the reference.',
  params: z.strictObject({
    by: duration
      .default('0 s')
      .describe('How long after the last one, at least: a number and a unit, ms, s, min, h, d or w.'),
    mostly,
  }),
  shorthand: 'by',
  metrics: ({ column }) => ({ rows: of('sample').rowCount(), moments: ranks(secondsOf(column)) }),
  expected: ({ column }, { by, mostly }) =>
    `${column} ${secondsIn(by) === 0 ? '' : `more than ${by} `}after the reference${mostlyText(mostly)}`,
  judge: ({ rows, moments }, { by, mostly }) => {
    const last = lastOfReference(moments)
    if (last === undefined) return { status: 'inconclusive', found: 'no values in the reference' }
    const bound = last + (secondsIn(by) ?? 0)
    if (isBoundInRange(moments, bound))
      return { status: 'inconclusive', found: 'more values than are counted one by one; leave out `by`' }
    const counts = [...moments.sample]
    return judgeCounts({
      rows,
      checked: sum(counts),
      failing: sum(counts.filter((_, index) => (moments.values[index] ?? 0) <= bound)),
      mostly,
      offence: `not after the reference, which ends ${formatValue(new Date(last * 1000))}`,
    })
  },
  failing: ({ column }, { by }, { moments }) => ({
    where: atMost(secondsOf(column), (lastOfReference(moments) ?? 0) + (secondsIn(by) ?? 0)),
  }),
  examples: [
    {
      data: { at: [new Date('2019-02-01'), new Date('2019-01-31'), new Date('2019-01-01'), null] },
      reference: { at: [new Date('2019-01-31'), new Date('2018-01-01')] },
      column: 'at',
      status: 'failed',
      found: '2 of 3 values not after the reference, which ends 2019-01-31',
    },
    {
      data: { at: [new Date('2019-02-01'), new Date('2019-02-02')] },
      reference: { at: [new Date('2019-01-31T23:59:59Z'), null] },
      column: 'at',
      status: 'passed',
      found: 'none of 2 values not after the reference, which ends 2019-01-31 23:59:59',
    },
    {
      data: { at: [new Date('2019-02-01'), new Date('2019-03-01')] },
      reference: { at: [new Date('2019-01-31')] },
      column: 'at',
      params: { by: '1 week', mostly: 0.5 },
      status: 'passed',
      found: '1 of 2 values not after the reference, which ends 2019-01-31 (50.0 %), up to 50.0 % allowed',
    },
    {
      data: { at: [new Date('2019-02-01')] },
      reference: { at: [null] },
      column: 'at',
      status: 'inconclusive',
      found: 'no values in the reference',
    },
    {
      data: { at: [null] },
      types: { at: 'timestamp' },
      reference: { at: [new Date('2019-01-31')] },
      column: 'at',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** Moments as seconds since 1970. */
function secondsOf(column: string): Expr {
  return call('secondsBetween', literal(new Date(0)), value(column))
}

/** Whether some of the values that are counted together lie up to a bound and others behind it. */
function isBoundInRange({ values, sample, ranges }: Tally, bound: number): boolean {
  const next = values.findIndex(moment => moment > bound)
  return next >= 0 && ranges?.isRange[next] === 1 && (sample[next] ?? 0) > 0 && values[next - 1] !== bound
}

function lastOfReference({ values, reference }: Tally): number | undefined {
  return values[reference.findLastIndex(count => count > 0)]
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
