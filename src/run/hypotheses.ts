import type { Hypothesis, Verdict } from '../core/expectation.ts'
import { restrictedTo } from '../core/restrict.ts'
import type { Decision, DrawnTest, HypothesisTest, TestParams } from '../core/test.ts'
import { targetOf } from './expand.ts'
import type { SuiteCheck } from './outcome.ts'
import type { Session } from './session.ts'

/** A check whose test has a p-value and waits for the others of its family. */
export interface Drawn {
  readonly check: SuiteCheck
  readonly hypothesis: Hypothesis
  readonly test: DrawnTest
}

/** A check whose family has decided. */
export interface Decided {
  readonly check: SuiteCheck
  readonly test: HypothesisTest
  readonly verdict: Verdict
}

/** The check of a hypothesis with the run's parameters for what it does not say itself; any other as it is. */
export function withTestDefaults(check: SuiteCheck, tests: TestParams | undefined): SuiteCheck {
  if (check.expectation.kind !== 'hypothesis' || tests === undefined) return check
  return { ...check, params: { ...tests, ...testParamsOf(check) } }
}

/** The parameters that all hypotheses have in common, besides others. */
export function testParamsOf({ params }: SuiteCheck): TestParams {
  return typeof params === 'object' && params !== null ? params : {}
}

/** Reduces the answers at once: ranks are large and must not outlive this call. */
export async function drawTest(check: SuiteCheck, hypothesis: Hypothesis, session: Session): Promise<Drawn> {
  const target = targetOf(check)
  const answers = await session.answer(restrictedTo(check.where, hypothesis.metrics(target, check.params)))
  const further = hypothesis.further?.(answers, check.params, target)
  const furtherAnswers = further && (await session.answer(restrictedTo(check.where, further)))
  const test = hypothesis.test(answers, check.params, target, furtherAnswers)
  return { check, hypothesis, test: inMode(test, testParamsOf(check)) }
}

/** Judges a test, now that it has its limit. */
export function decide({ check, hypothesis, test }: Drawn, decision: Decision): Decided {
  const { minEffect, mode = 'difference', allowUnderpowered = false } = testParamsOf(check)
  const decided = {
    ...test,
    decision,
    mode,
    allowUnderpowered,
    ...(minEffect !== undefined && { minEffect }),
  }
  return { check, test: decided, verdict: hypothesis.judge(decided, check.params, targetOf(check)) }
}

/** With the p-value of the null hypothesis that the mode stands for. A critical statistic is one of any difference. */
function inMode(
  { criticalStatistic, ...test }: DrawnTest,
  { mode = 'difference', minEffect }: TestParams,
): DrawnTest & { differenceP?: number } {
  if (mode === 'difference') return { ...test, criticalStatistic }
  if (mode === 'certified' || minEffect === undefined || test.relevantP === undefined) return test
  const { pValue, log10P } = test.relevantP(minEffect)
  return { ...test, pValue, log10P, differenceP: test.pValue }
}
