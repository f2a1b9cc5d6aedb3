import type { Outcome } from '../../src/core/result.ts'

/** One outcome: a passed range check of `tempo` unless told otherwise. */
export function anOutcome(overrides: Partial<Outcome> = {}): Outcome {
  return {
    id: 'tempo.range',
    suite: 'music.yaml',
    expectation: 'toHaveValuesBetween',
    category: 'range',
    columns: ['tempo'],
    severity: 'error',
    status: 'passed',
    expected: 'tempo between 50 and 250',
    found: 'all 4,821 values between 50.2 and 243.7',
    ...overrides,
  }
}
