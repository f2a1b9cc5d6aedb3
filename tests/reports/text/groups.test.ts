import { expect, test } from 'vitest'
import { asOne, groupFindings } from '../../../reports/text/groups.ts'
import type { Outcome } from '../../../src/core/result.ts'
import { anOutcome } from '../../support/outcome.ts'

const missing = (column: string, positions: readonly number[], overrides: Partial<Outcome> = {}): Outcome =>
  anOutcome({
    id: `${column}.null-share`,
    expectation: 'toHaveNullShare',
    category: 'missing',
    columns: [column],
    status: 'failed',
    expected: `share of missing values in ${column} at most 0.1 %`,
    found: '3 of 100 values missing',
    derivation: 'The reference has none.',
    unexpected: {
      count: 3,
      of: 100,
      distinct: 1,
      values: [{ value: 'missing', count: 3, positions: [...positions] }],
      positions: [...positions],
      positionKind: 'line',
      // Each shows its own column first.
      rows: { columns: [column, 'day'], cells: [['', '2019-01-01']] },
    },
    ...overrides,
  })

const subjects = (...findings: readonly Outcome[]) => groupFindings(findings).map(group => asOne(group).id)

test('columns with the same values missing in the same rows are one finding', () => {
  const columns = ['vendor_id', 'passenger_count', 'rate_code_id', 'flag', 'payment_type', 'surcharge']
  const [group, ...others] = groupFindings(columns.map(column => missing(column, [2, 5, 9])))
  expect(others).toEqual([])
  expect(group && asOne(group)).toMatchObject({
    id: 'vendor_id, passenger_count, rate_code_id and 3 more',
    columns,
    found: '3 of 100 values missing, in the same rows',
    expected: 'share of missing values in each at most 0.1 %',
    derivation: 'The reference has none.',
  })
})

test('where not every row is listed, only the listed ones are called the same', () => {
  const [group] = groupFindings([missing('a1', [2, 5]), missing('b1', [2, 5])])
  expect(group && asOne(group).found).toBe('3 of 100 values missing, the first 2 in the same rows')
})

test('what holds for some columns only is left out', () => {
  const [group] = groupFindings([
    missing('a1', [2, 5, 9]),
    missing('b1', [2, 5, 9], {
      expected: 'b1 complete',
      derivation: 'The reference has one.',
      note: 'Keys.',
    }),
  ])
  expect(group && asOne(group)).toMatchObject({ expected: '', note: undefined, derivation: undefined })
})

test('other rows, another severity, several columns or no rows at all keep findings apart', () => {
  const first = missing('a1', [2, 5, 9])
  expect(subjects(first, missing('b1', [2, 5, 10]))).toHaveLength(2)
  expect(subjects(first, missing('b1', [2, 5, 9], { severity: 'warning' }))).toHaveLength(2)
  expect(subjects(first, missing('b1', [2, 5, 9], { columns: ['b1', 'c1'] }))).toHaveLength(2)
  expect(subjects(missing('a1', []), missing('b1', []))).toEqual(['a1.null-share', 'b1.null-share'])
})

test('a finding on its own stays as it is', () => {
  const finding = missing('a1', [2, 5, 9])
  expect(groupFindings([finding]).map(asOne)).toEqual([finding])
})
