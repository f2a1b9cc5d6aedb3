import { UserError } from '../core/errors.ts'
import type { Outcome } from '../core/result.ts'
import type { Check } from '../core/suite.ts'

/**
 * The check whose outcome is to be turned around. "Nothing to check" is not accepted in it, so that it can be told
 * from a pass.
 *
 * @throws UserError when the check is about several columns, whose outcomes have no one opposite.
 */
export function checkToNegate(check: Check): Check {
  const { expectation, columns, id } = check
  if (expectation.subject === 'column' && columns.length !== 1)
    throw new UserError(`The opposite of ${expectation.name} is about one column; name it first.`)
  const kind = id.lastIndexOf('.') + 1
  return { ...check, id: `${id.slice(0, kind)}not-${id.slice(kind)}`, allowVacuous: false }
}

/** The opposite outcome. What could not be judged stays what it is, and so never turns into a pass. */
export function negatedOutcome(outcome: Outcome, allowVacuous = false): Outcome {
  const { unexpected: _, hint: __, ...rest } = outcome
  return {
    ...rest,
    status: oppositeOf(outcome.status, allowVacuous),
    expected: `the opposite of: ${outcome.expected}`,
  }
}

function oppositeOf(status: Outcome['status'], allowVacuous: boolean): Outcome['status'] {
  if (status === 'passed') return 'failed'
  if (status === 'failed') return 'passed'
  return status === 'vacuous' && allowVacuous ? 'passed' : status
}
