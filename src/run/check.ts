import { messageOf, UserError } from '../core/errors.ts'
import type { RowSelection } from '../core/engine.ts'
import type { Rule, Verdict } from '../core/expectation.ts'
import { isAlarm } from '../core/history.ts'
import type { ValueDisplay } from '../core/masking.ts'
import { restrictedRegion, restrictedSelection, restrictedTo } from '../core/restrict.ts'
import type { Outcome } from '../core/result.ts'
import type { ExplainSlices, TestParams } from '../core/test.ts'
import { categoryChart } from './category-chart.ts'
import { expandChecks, obstacleOf, targetOf } from './expand.ts'
import { decideFamily, type Family, type FamilyOptions, familiesOf, familyReport } from './families.ts'
import { awaitingConfirmation } from './history.ts'
import { type Decided, type Drawn, drawTest, withTestDefaults } from './hypotheses.ts'
import { examineOffence } from './offence.ts'
import { type OffendingRows, type ShownRows, shownRows } from './offending-rows.ts'
import { erroredOutcome, outcomeOf, type SuiteCheck, testOutcome } from './outcome.ts'
import { nextAfterTest, reasonsOf } from './reasons.ts'
import type { Session } from './session.ts'
import type { SliceReport } from './slice-report.ts'
import { explainDrift } from './slices.ts'

export interface CheckOptions extends FamilyOptions {
  /** What tests are given that have no such parameter of their own. */
  readonly tests?: TestParams
  /** How many more batches have to reject a test, by the check's id, until that fails the run; 0 where it does. */
  readonly awaited?: (id: string) => number
  readonly display: ValueDisplay
  /** Looks for the rows that explain a drift, where it is given. */
  readonly explain?: ExplainSlices
  /** Checks that it refuses are declared, and so count in their family, but do not run. */
  readonly selected?: (check: SuiteCheck) => boolean
  readonly signal?: AbortSignal
  readonly onOutcome?: (outcome: Outcome) => void
  /** Told of each check that rows break, and which rows these are. */
  readonly onOffence?: (check: SuiteCheck, selection: RowSelection) => void
}

export interface CheckedSuite {
  /** In the order of the checks. */
  readonly outcomes: readonly Outcome[]
  readonly families: readonly Family[]
  /** The ids of all checks, also of those that did not run. */
  readonly declared: readonly string[]
}

const shownValues = 20
const shownPositions = 12

/**
 * Judges checks. All questions are asked in one turn, so each dataset is scanned once; the offending rows of failed
 * checks are asked for afterwards.
 */
export async function checkAll(
  checks: readonly SuiteCheck[],
  session: Session,
  options: CheckOptions,
): Promise<CheckedSuite> {
  const declared = expandChecks(checks, session.data).map(check => withTestDefaults(check, options.tests))
  const outcomes = new Map<string, Outcome>()
  const drawn: Drawn[] = []
  const offending: OffendingRows[] = []
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
        else {
          report(judged.outcome)
          if (judged.rows) offending.push({ check, rows: judged.rows })
        }
      } catch (error) {
        if (options.signal?.aborted) return
        const hint = error instanceof UserError ? error.hint : undefined
        report(erroredOutcome(check, messageOf(error), { display: options.display, hint }))
      }
    }),
  )
  options.signal?.throwIfAborted()
  const families = familiesOf(declared, options)
  const decided = families.flatMap(family => decideFamily(family, drawn, options))
  const slices = await explainingSlices(decided, session, options)
  for (const { check, test, verdict } of decided) {
    const shown = { display: options.display, slice: slices.get(check.id) }
    report(confirmed(withNext(testOutcome(check, test, verdict, shown)), options))
  }
  const rows = await shownRows(offending, session, options)
  return {
    outcomes: declared.flatMap(({ id }) => withRows(outcomes.get(id), rows.get(id)) ?? []),
    families: families.map(family => familyReport(family, options)),
    declared: declared.map(check => check.id),
  }
}

function withNext(outcome: Outcome): Outcome {
  const next = outcome.test && outcome.status === 'failed' ? nextAfterTest(outcome.test) : undefined
  return next === undefined ? outcome : { ...outcome, next }
}

function withRows(outcome: Outcome | undefined, rows: ShownRows | undefined): Outcome | undefined {
  if (outcome?.unexpected === undefined || rows === undefined) return outcome
  return { ...outcome, unexpected: { ...outcome.unexpected, rows } }
}

/** Why tests failed, as far as some rows explain it. */
async function explainingSlices(
  decided: readonly Decided[],
  session: Session,
  { explain, display, signal }: CheckOptions,
): Promise<ReadonlyMap<string, SliceReport>> {
  if (explain === undefined) return new Map()
  const drifted = decided.flatMap(({ check: { id, columns, where }, test, verdict }) =>
    verdict.status === 'failed' && test.region
      ? [{ id, columns, region: restrictedRegion(where, test.region) }]
      : [],
  )
  try {
    return await explainDrift(drifted, session, { explain, display })
  } catch (error) {
    // Which rows explain a drift helps its reader; the verdict stands without it.
    if (signal?.aborted) throw error
    return new Map()
  }
}

interface JudgedRule {
  readonly outcome: Outcome
  /** The 0-based numbers of the first offending rows, where they were asked for. */
  readonly rows?: readonly number[]
}

async function judge(
  check: SuiteCheck,
  session: Session,
  options: CheckOptions,
): Promise<JudgedRule | Drawn> {
  const obstacle = obstacleOf(check, session.data)
  if (obstacle !== undefined) return { outcome: erroredOutcome(check, obstacle, options) }
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
): Promise<JudgedRule> {
  const target = targetOf(check)
  const answers = await session.answer(restrictedTo(check.where, rule.metrics(target, check.params)))
  const verdict = rule.judge(answers, check.params, target)
  if (verdict.status !== 'failed' || !rule.failing || !verdict.unexpected?.count)
    return { outcome: outcomeOf(check, verdict, options) }
  const selection = restrictedSelection(check.where, rule.failing(target, check.params, answers))
  return offendingOutcome(check, rule, { verdict, selection }, session, options)
}

/** The outcome of a check with the rows that offend, and what is likely about them. */
async function offendingOutcome(
  check: SuiteCheck,
  rule: Rule,
  { verdict, selection }: { readonly verdict: Verdict; readonly selection: RowSelection },
  session: Session,
  { display, onOffence }: CheckOptions,
): Promise<JudgedRule> {
  onOffence?.(check, selection)
  const request = {
    selection,
    columns: check.columns,
    valueLimit: check.columns.length > 0 ? shownValues : 0,
    lineLimit: shownPositions,
  }
  // Asked for in the same turn, so that all failed rules share their scans. The verdict stands without it.
  const charting = categoryChart(check, rule, session, display).catch(() => undefined)
  const offence = await examineOffence(check, rule, { verdict, request }, session)
  const chart = await charting
  const { failing } = offence
  const outcome = outcomeOf(check, verdict, { display, failing })
  const reasons = outcome.unexpected ? reasonsOf(offence, outcome.unexpected) : {}
  const charts = chart === undefined ? {} : { charts: [chart] as Outcome['charts'] }
  return { outcome: { ...outcome, ...reasons, ...charts }, rows: failing.firstRows }
}

/** The outcome, or a warning in its place where an alarm has to be raised by further batches to count. */
function confirmed(outcome: Outcome, { awaited = () => 0 }: CheckOptions): Outcome {
  if (outcome.severity !== 'error' || !isAlarm(outcome)) return outcome
  const batches = awaited(outcome.id)
  return batches === 0 ? outcome : awaitingConfirmation(outcome, batches)
}
