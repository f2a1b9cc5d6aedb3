import {
  isFinding,
  type Outcome,
  type OutcomeStatus,
  type Result,
  type TestReport,
} from '../../src/core/result.ts'

const rank: Readonly<Record<OutcomeStatus, number>> = {
  errored: 0,
  failed: 1,
  inconclusive: 2,
  vacuous: 3,
  skipped: 4,
  passed: 5,
}

/**
 * What needs attention, strongest first: errors before warnings; errored, failed, inconclusive, vacuous. Among the
 * failed come the columns and types, then offending values by their share, then what no single value shows, then tests
 * by their effect; otherwise the order of the document. Empty when every expectation was met or skipped.
 */
export function findingsOf(result: Result): readonly Outcome[] {
  return result.outcomes.filter(isFinding).toSorted((a, b) => {
    if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1
    return rank[a.status] - rank[b.status] || kindOf(a) - kindOf(b) || sizeOf(b) - sizeOf(a)
  })
}

/** Whether an outcome fails the run: a finding of severity `error`, or any finding where the run fails on warnings. */
export function isBlocking(outcome: Outcome, result: Result): boolean {
  return isFinding(outcome) && (outcome.severity === 'error' || result.run.failOn === 'warning')
}

/** The base-10 logarithm of a p-value; −400 for one that is 0. */
export function logPValueOf({ pValue, log10P }: TestReport): number {
  if (log10P !== undefined) return log10P
  return pValue > 0 ? Math.log10(pValue) : -400
}

function kindOf({ category, unexpected, test }: Outcome): number {
  if (category === 'schema') return 0
  if (test !== undefined) return 3
  return unexpected === undefined ? 2 : 1
}

/** The share of offending values, or the effect of a test, which is no share but grows with the difference. */
function sizeOf({ unexpected, test }: Outcome): number {
  if (test !== undefined) return Math.abs(test.effect.value)
  return unexpected !== undefined && unexpected.of > 0 ? unexpected.count / unexpected.of : 0
}
