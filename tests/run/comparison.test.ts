import { expect, test } from 'vitest'
import { comparisonText, sinceText } from '../../reports/text/comparison.ts'
import type { CheckRecord, HistoryEntry } from '../../src/core/history.ts'
import type { OutcomeStatus } from '../../src/core/result.ts'
import { withComparison } from '../../src/run/comparison.ts'
import { historyEntry } from '../../src/run/history.ts'
import { anEntry } from '../support/history.ts'
import { anOutcome } from '../support/outcome.ts'
import { aResult } from '../support/result.ts'

const reference = { label: 'train.csv', identity: 'sha256:train' }

/** A batch whose checks have these statuses. */
function batch(number: number, statuses: Readonly<Record<string, OutcomeStatus>>): HistoryEntry {
  const checks = Object.entries(statuses).map(
    ([id, status]): CheckRecord => ({ id, status, value: number / 10 }),
  )
  return anEntry({ batch: number, checks })
}

const today = aResult({
  outcomes: [
    anOutcome({ id: 'a', status: 'failed' }),
    anOutcome({ id: 'b', status: 'failed' }),
    anOutcome({ id: 'c', status: 'passed' }),
    anOutcome({ id: 'd', status: 'failed' }),
  ],
})

test('findings are new, still there or gone since the batch before', () => {
  const entries = [
    batch(1, { a: 'passed', b: 'failed', c: 'failed' }),
    batch(3, { a: 'passed', b: 'errored', c: 'failed' }),
    batch(2, { a: 'failed', b: 'failed', c: 'passed' }),
  ]
  const result = withComparison(today, entries, { batch: 4, reference })
  expect(result.comparison).toEqual({
    batch: 3,
    label: 'week3.csv',
    startedAt: '2026-11-03T06:12:04.000Z',
    run: '00000003-0000-4000-8000-000000000000',
    verdict: 'passed',
    newly: ['a', 'd'],
    still: ['b'],
    fixed: ['c'],
    referenceChanged: false,
  })
  expect(comparisonText(result)).toBe('Since batch 3 (week3.csv): 2 newly failing, 1 still failing, 1 fixed')
  expect(result.outcomes.map(sinceText)).toEqual([
    'New in this batch',
    'Failing since batch 1 (week1.csv), 4 batches in a row',
    undefined,
    undefined,
  ])
  expect(result.outcomes[1]?.history?.past).toEqual([
    { batch: 1, label: 'week1.csv', status: 'failed', value: 0.1 },
    { batch: 2, label: 'week2.csv', status: 'failed', value: 0.2 },
    { batch: 3, label: 'week3.csv', status: 'errored', value: 0.3 },
  ])
})

test('the first batch of a series is compared with nothing', () => {
  expect(withComparison(today, [], { batch: 1, reference })).toBe(today)
  expect(withComparison(today, [batch(2, { a: 'failed' })], { batch: 2, reference })).toBe(today)
})

test('another reference is said to be another', () => {
  const result = withComparison(today, [batch(1, {})], {
    batch: 2,
    reference: { ...reference, identity: 'x' },
  })
  expect(comparisonText(result)).toMatch(/; the reference is another one$/)
})

test('an entry without checks tells what kept its data out', () => {
  const { comparison } = withComparison(today, [anEntry({ failed: ['b'] })], { batch: 2, reference })
  expect([comparison?.newly, comparison?.still]).toEqual([['a', 'd'], ['b']])
})

test('at most twelve batches stand beside a check', () => {
  const entries = Array.from({ length: 20 }, (_, index) => batch(index + 1, { a: 'passed' }))
  const { outcomes } = withComparison(today, entries, { batch: 21, reference })
  expect(outcomes[0]?.history?.past.map(past => past.batch)).toEqual([
    9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
  ])
})

test('a check is remembered by the number that its verdict rests on', () => {
  const outcomes = [
    anOutcome({
      id: 'share',
      unexpected: { count: 3, of: 12, distinct: 1, values: [], positions: [], positionKind: 'line' },
    }),
    anOutcome({ id: 'none', observed: { checked: 40, failing: 0 } }),
    anOutcome({ id: 'missing', observed: { rows: 8, missing: 2 } }),
    anOutcome({ id: 'measured', observed: { value: 1.23456789 } }),
    anOutcome({ id: 'unmeasured' }),
  ]
  const { checks } = historyEntry(aResult({ outcomes }), { series: 's', batch: 1, sample: reference })
  expect(checks?.map(({ id, value }) => [id, value])).toEqual([
    ['share', 0.25],
    ['none', 0],
    ['missing', 0.25],
    ['measured', 1.23457],
    ['unmeasured', undefined],
  ])
})
