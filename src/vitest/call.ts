import type { Expectation } from '../core/expectation.ts'
import { isFinding, type Outcome } from '../core/result.ts'
import type { Origin } from '../core/suite.ts'
import { type CheckedSuite, checkAll } from '../run/check.ts'
import type { Family } from '../run/families.ts'
import { checksFor } from './arguments.ts'
import type { RunContext } from './context.ts'
import { checkToNegate, negatedOutcome } from './negation.ts'
import { ExpectationNotMet } from './not-met.ts'
import { watched } from './watched.ts'

/** An expectation as a test states it. */
export interface MatcherRequest {
  readonly expectation: Expectation
  readonly args: readonly unknown[]
  readonly negated: boolean
  /** Whether the test goes on after a finding, and fails in the end. */
  readonly soft: boolean
  readonly testId: string
  readonly suite: string
  readonly origin: Origin | undefined
}

/** One call of a data matcher. */
export interface MatcherCall {
  readonly origin: Origin | undefined
  /** Whether the test waits for it. */
  awaited: boolean
  /** Empty until it is judged, and where it could not be judged. */
  outcomes: readonly Outcome[]
  families: readonly Family[]
  /** Why the test fails although the call did not throw. */
  softFailure?: ExpectationNotMet
  /** Fulfilled once the call is judged, whatever came of it. */
  settled: Promise<void>
}

/**
 * Judges an expectation on the run's data. Rejects with `ExpectationNotMet`, or with a `UserError` where the
 * arguments are not what the expectation takes.
 */
export function callMatcher(request: MatcherRequest, context: RunContext): Promise<void> {
  const { testId, origin } = request
  const call: MatcherCall = { origin, awaited: false, outcomes: [], families: [], settled: Promise.resolve() }
  const judged = judge(request, call, context)
  call.settled = judged.catch(() => {})
  const calls = context.calls.get(testId)
  if (calls) calls.push(call)
  else context.calls.set(testId, [call])
  return watched(judged, () => {
    call.awaited = true
  })
}

async function judge(request: MatcherRequest, call: MatcherCall, context: RunContext): Promise<void> {
  const { outcomes, families } = await checkedBy(request, context)
  call.outcomes = outcomes
  if (outcomes.length > 0) call.families = families
  for (const outcome of outcomes) context.onOutcome?.(outcome)
  const findings = outcomes.filter(outcome => isFinding(outcome) && outcome.severity === 'error')
  if (findings.length === 0) return
  const failure = new ExpectationNotMet(findings)
  // Of a selection, the part that was asked for may stand behind a finding.
  if (!request.soft && !context.selected) throw failure
  call.softFailure = failure
}

async function checkedBy(request: MatcherRequest, context: RunContext): Promise<CheckedSuite> {
  const { selected, options, session } = context
  const { suite, origin, negated } = request
  const stated = checksFor(request.expectation, request.args)
  const checks = (negated ? stated.map(checkToNegate) : stated).map(check => ({ ...check, suite, origin }))
  const checked = await checkAll(checks, session, {
    ...options,
    selected,
    onOutcome: undefined,
    // What breaks a negated expectation are the rows that meet it, or none.
    ...(negated && { onOffence: undefined }),
  })
  if (!negated) return checked
  const allowVacuous = stated[0]?.allowVacuous
  return { ...checked, outcomes: checked.outcomes.map(outcome => negatedOutcome(outcome, allowVacuous)) }
}
