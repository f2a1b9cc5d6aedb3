import { messageOf } from '../core/errors.ts'
import type { Hypothesis, Rule } from '../core/expectation.ts'
import type { ValueDisplay } from '../core/masking.ts'
import { restrictedSelection, restrictedTo } from '../core/restrict.ts'
import type { Outcome, Result } from '../core/result.ts'
import type { Correction, DecideFamily, Decision, DrawnTest, TestParams } from '../core/test.ts'
import { expandChecks, obstacleOf, targetOf } from './expand.ts'
import { erroredOutcome, outcomeOf, type SuiteCheck, testOutcome } from './outcome.ts'
import { relationOf, type Session } from './session.ts'

export interface CheckOptions {
  /** The significance level of each family of tests, `ks` for example; 0.05 where none is given. */
  readonly alpha: Readonly<Record<string, number>>
  readonly correction: Correction
  readonly decide: DecideFamily
  /** What tests are given that have no such parameter of their own. */
  readonly tests?: TestParams
  readonly display: ValueDisplay
  /** Checks that it refuses are declared, and so count in their family, but do not run. */
  readonly selected?: (check: SuiteCheck) => boolean
  readonly signal?: AbortSignal
  readonly onOutcome?: (outcome: Outcome) => void
}

export type Family = Result['families'][number]

export interface CheckedSuite {
  /** In the order of the checks. */
  readonly outcomes: readonly Outcome[]
  readonly families: readonly Family[]
  /** The ids of all checks, also of those that did not run. */
  readonly declared: readonly string[]
}

interface Drawn {
  readonly check: SuiteCheck
  readonly hypothesis: Hypothesis
  readonly test: DrawnTest
}

const shownValues = 20
const shownPositions = 12
const defaultAlpha = 0.05

/**
 * Judges checks. All questions are asked in one turn, so each dataset is scanned once; the offending rows of failed
 * checks are asked for afterwards.
 */
export async function checkAll(
  checks: readonly SuiteCheck[],
  session: Session,
  options: CheckOptions,
): Promise<CheckedSuite> {
  const declared = expandChecks(checks, session.data).map(check => withTestDefaults(check, options))
  const outcomes = new Map<string, Outcome>()
  const drawn: Drawn[] = []
  const report = (outcome: Outcome) => {
    outcomes.set(outcome.id, outcome)
    options.onOutcome?.(outcome)
  }
  const selected = declared.filter(check => options.selected?.(check) ?? true)
  await Promise.all(
    selected.map(async check => {
      try {
        const judged = await judge(check, session, options)
        if ('hypothesis' in judged) drawn.push(judged)
        else report(judged)
      } catch (error) {
        if (options.signal?.aborted) return
        report(erroredOutcome(check, messageOf(error), options.display))
      }
    }),
  )
  options.signal?.throwIfAborted()
  const families = familiesOf(declared, options)
  for (const family of families) decideFamily(family, drawn, options).forEach(report)
  return {
    outcomes: declared.flatMap(check => outcomes.get(check.id) ?? []),
    families: families.map(family => ({
      family: family.name,
      alpha: family.alpha,
      correction: options.correction,
      size: family.size,
      limit: smallestLimit(family, options),
    })),
    declared: declared.map(check => check.id),
  }
}

async function judge(check: SuiteCheck, session: Session, options: CheckOptions): Promise<Outcome | Drawn> {
  const obstacle = obstacleOf(check, session.data)
  if (obstacle !== undefined) return erroredOutcome(check, obstacle, options.display)
  const { expectation } = check
  return expectation.kind === 'rule'
    ? judgeRule(check, expectation, session, options)
    : drawTest(check, expectation, session)
}

async function judgeRule(
  check: SuiteCheck,
  rule: Rule,
  session: Session,
  options: CheckOptions,
): Promise<Outcome> {
  const target = targetOf(check)
  const answers = await session.answer(restrictedTo(check.where, rule.metrics(target, check.params)))
  const verdict = rule.judge(answers, check.params, target)
  if (verdict.status !== 'failed' || !rule.failing || !verdict.unexpected?.count)
    return outcomeOf(check, verdict, options)
  const failing = await relationOf(session.data, 'sample').failing({
    selection: restrictedSelection(check.where, rule.failing(target, check.params)),
    columns: check.columns,
    valueLimit: shownValues,
    lineLimit: shownPositions,
  })
  return outcomeOf(check, verdict, { display: options.display, failing })
}

/** Reduces the answers at once: ranks are large and must not outlive this call. */
async function drawTest(check: SuiteCheck, hypothesis: Hypothesis, session: Session): Promise<Drawn> {
  const target = targetOf(check)
  const answers = await session.answer(restrictedTo(check.where, hypothesis.metrics(target, check.params)))
  const test = hypothesis.test(answers, check.params, target)
  return { check, hypothesis, test: inMode(test, testParamsOf(check.params)) }
}

/** With the p-value of the null hypothesis that the mode stands for. */
function inMode(test: DrawnTest, { mode, minEffect }: TestParams): DrawnTest & { differenceP?: number } {
  if (mode !== 'relevant' || minEffect === undefined || test.relevantP === undefined) return test
  return { ...test, ...test.relevantP(minEffect), differenceP: test.pValue }
}

interface Level {
  /** The kind of test. */
  readonly name: string
  readonly alpha: number
}

interface DeclaredFamily extends Level {
  size: number
}

/** One family per kind of test and level; every declared test counts, whether it ran or not. */
function familiesOf(declared: readonly SuiteCheck[], options: CheckOptions): readonly DeclaredFamily[] {
  const families: DeclaredFamily[] = []
  for (const check of declared) {
    const level = levelOf(check, options)
    if (level === undefined) continue
    const family = families.find(known => isSameLevel(known, level))
    if (family) family.size++
    else families.push({ ...level, size: 1 })
  }
  return families
}

function levelOf({ expectation, params }: SuiteCheck, { alpha }: CheckOptions): Level | undefined {
  if (expectation.kind !== 'hypothesis') return undefined
  const { family } = expectation
  return { name: family, alpha: testParamsOf(params).alpha ?? alpha[family] ?? defaultAlpha }
}

function isSameLevel(one: Level, other: Level | undefined): boolean {
  return one.name === other?.name && one.alpha === other.alpha
}

function decideFamily(
  family: DeclaredFamily,
  drawn: readonly Drawn[],
  options: CheckOptions,
): readonly Outcome[] {
  const members = drawn.filter(({ check }) => isSameLevel(family, levelOf(check, options)))
  const { alpha, size } = family
  const { correction } = options
  const decisions = options.decide(
    members.map(member => member.test.pValue),
    { alpha, correction, size },
  )
  return members.map((member, index) => {
    const decided = decisions[index]
    if (!decided) throw new Error(`The correction gave no decision for ${member.check.id}.`)
    return decidedOutcome(member, { alpha, correction, familySize: size, ...decided }, options)
  })
}

function decidedOutcome(
  { check, hypothesis, test }: Drawn,
  decision: Decision,
  options: CheckOptions,
): Outcome {
  const { minEffect, mode = 'difference', allowUnderpowered = false } = testParamsOf(check.params)
  const decided = {
    ...test,
    decision,
    mode,
    allowUnderpowered,
    ...(minEffect !== undefined && { minEffect }),
  }
  const verdict = hypothesis.judge(decided, check.params, targetOf(check))
  return testOutcome(check, decided, verdict, options.display)
}

/** The limit of the smallest p-value: what the strictest test of the family has to pass. */
function smallestLimit(family: DeclaredFamily, { decide, correction }: CheckOptions): number {
  const [decision] = decide([1], { alpha: family.alpha, correction, size: family.size })
  return decision?.limit ?? family.alpha
}

function withTestDefaults(check: SuiteCheck, { tests }: CheckOptions): SuiteCheck {
  if (check.expectation.kind !== 'hypothesis' || tests === undefined) return check
  return { ...check, params: { ...tests, ...testParamsOf(check.params) } }
}

/** The parameters that all hypotheses have in common, besides others. */
function testParamsOf(params: unknown): TestParams {
  return typeof params === 'object' && params !== null ? params : {}
}
