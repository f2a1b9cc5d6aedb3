import type { CheckRecord, HistoryEntry, KnownDataset } from '../core/history.ts'
import { isAlarm } from '../core/history.ts'
import { isFinding, type Outcome, type Result } from '../core/result.ts'

/** Where a run belongs in the history. */
export interface Batch {
  readonly series: string
  readonly batch: number
  readonly sample: KnownDataset
  readonly reference?: KnownDataset
}

/**
 * What the history remembers of a run.
 *
 * @param report the folder of its report
 */
export function historyEntry(result: Result, batch: Batch, report?: string): HistoryEntry {
  const { run, verdict, counts, families, outcomes } = result
  return {
    ...batch,
    runId: run.id,
    startedAt: run.startedAt,
    verdict,
    counts,
    ...(result.sample ? { rows: result.sample.rows } : {}),
    failed: outcomes.filter(keepsOut(result)).map(({ id }) => id),
    alphas: [...new Set(families.map(({ alpha }) => alpha))],
    tests: outcomes.flatMap(outcome => testRecord(outcome) ?? []),
    checks: outcomes.map(checkRecord),
    ...(result.sample?.missing === undefined ? {} : { missing: rounded(result.sample.missing) }),
    ...(run.commit === undefined ? {} : { commit: run.commit }),
    milliseconds: run.milliseconds,
    ...(report === undefined ? {} : { report }),
  }
}

/** What the history remembers of a check: its status and the number that it rests on. */
export function checkRecord(outcome: Outcome): CheckRecord {
  const { id, status, test } = outcome
  const value = test ? test.statistic.value : measuredNumber(outcome)
  return {
    id,
    status,
    ...(value === undefined || !Number.isFinite(value) ? {} : { value: rounded(value) }),
    ...(test?.criticalStatistic === undefined ? {} : { limit: rounded(test.criticalStatistic) }),
  }
}

/** The share of offending values, also where it is allowed or 0; else the one number that was measured. */
function measuredNumber({ unexpected, observed = {} }: Outcome): number | undefined {
  if (unexpected !== undefined && unexpected.of > 0) return unexpected.count / unexpected.of
  const { checked, failing, rows, missing, value } = observed
  if (typeof failing === 'number' && typeof checked === 'number' && checked > 0) return failing / checked
  if (typeof missing === 'number' && typeof rows === 'number' && rows > 0) return missing / rows
  return typeof value === 'number' ? value : undefined
}

/**
 * A failed outcome that keeps no data out before further batches confirm it: a warning that says so.
 *
 * @param batches how many more have to fail
 */
export function awaitingConfirmation(outcome: Outcome, batches: number): Outcome {
  const by = batches === 1 ? 'the next batch' : `the next ${batches} batches`
  const change = outcome.hint?.replace(/\.$/, '')
  const hint =
    change === undefined
      ? `The difference awaits confirmation by ${by}.`
      : `${change}; this awaits confirmation by ${by}.`
  return { ...outcome, severity: 'warning', hint }
}

function keepsOut({ run }: Result): (outcome: Outcome) => boolean {
  return outcome => isFinding(outcome) && (outcome.severity === 'error' || run.failOn === 'warning')
}

function testRecord(outcome: Outcome): HistoryEntry['tests'][number] | undefined {
  const { id, test } = outcome
  if (test === undefined) return undefined
  return {
    id,
    pValue: rounded(test.pValue),
    limit: rounded(test.limit),
    effect: rounded(test.effect.value),
    alarm: isAlarm(outcome),
  }
}

function rounded(number: number): number {
  return Number(number.toPrecision(6))
}
