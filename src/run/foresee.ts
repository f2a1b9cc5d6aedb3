import { restrictedTo } from '../core/restrict.ts'
import type { Check } from '../core/suite.ts'
import type { TestParams } from '../core/test.ts'
import { expandChecks, targetOf } from './expand.ts'
import { withTestDefaults } from './hypotheses.ts'
import type { SuiteCheck } from './outcome.ts'
import type { Session } from './session.ts'

/** Asks what checks would ask. What cannot be answered is left out: nobody waits for it. */
export async function askFor(checks: readonly SuiteCheck[], session: Session): Promise<void> {
  for (const check of expandChecks(checks, session.data)) {
    const asked = check.expectation.metrics(targetOf(check), check.params)
    await session.answer(restrictedTo(check.where, asked)).catch(() => {})
  }
}

/** Asks what hypotheses would ask further if the first answers were others. */
export async function askFurther(
  checks: readonly SuiteCheck[],
  session: Session,
  tests: TestParams,
): Promise<void> {
  for (const declared of expandChecks(checks, session.data)) {
    const check = withTestDefaults(declared, tests)
    await session.answer(restrictedTo(check.where, furtherOf(check))).catch(() => {})
  }
}

function furtherOf(check: Check) {
  const { expectation, params } = check
  return expectation.kind === 'hypothesis' ? (expectation.mayAsk?.(targetOf(check), params) ?? {}) : {}
}
