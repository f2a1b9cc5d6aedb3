import {
  type CheckRecord,
  checksOf,
  type HistoryEntry,
  isFound,
  type KnownDataset,
  previousBatches,
} from '../core/history.ts'
import { isFinding, type Outcome, type OutcomeHistory, type Result } from '../core/result.ts'
import { checkRecord } from './history.ts'

/** How many batches before are shown beside a check. */
const shownBatches = 12

/** The batch that was judged. */
interface Judged {
  readonly batch: number
  readonly reference?: KnownDataset
}

/**
 * The result with what changed since the batch before, and with the same checks in the batches before. Unchanged where
 * there is none.
 *
 * @param entries of the series, in any order
 */
export function withComparison(
  result: Result,
  entries: readonly HistoryEntry[],
  { batch, reference }: Judged,
): Result {
  const previous = previousBatches(entries, batch, entries.length)
  const [last] = previous
  if (last === undefined) return result
  const known = previous.map(entry => ({ entry, checks: checksOf(entry) }))
  return {
    ...result,
    comparison: comparisonWith(result, last, reference),
    outcomes: result.outcomes.map(outcome => withHistory(outcome, known)),
  }
}

function comparisonWith(
  { outcomes }: Result,
  last: HistoryEntry,
  reference: KnownDataset | undefined,
): NonNullable<Result['comparison']> {
  const before = checksOf(last)
  const was = ({ id }: Outcome) => isFound(before.get(id))
  const findings = outcomes.filter(isFinding)
  return {
    ...placeOf(last),
    run: last.runId,
    verdict: last.verdict,
    newly: findings.filter(outcome => !was(outcome)).map(({ id }) => id),
    still: findings.filter(was).map(({ id }) => id),
    fixed: outcomes.filter(outcome => outcome.status === 'passed' && was(outcome)).map(({ id }) => id),
    referenceChanged: reference?.identity !== last.reference?.identity,
  }
}

interface Known {
  readonly entry: HistoryEntry
  readonly checks: ReadonlyMap<string, CheckRecord>
}

/** @param known the batches before, the newest first */
function withHistory(outcome: Outcome, known: readonly Known[]): Outcome {
  const seen = known.filter(({ checks }) => checks.has(outcome.id))
  if (seen.length === 0) return outcome
  const { value, limit } = checkRecord(outcome)
  const history: OutcomeHistory = {
    ...(isFinding(outcome) && sinceWhen(outcome.id, known)),
    past: seen
      .slice(0, shownBatches)
      .toReversed()
      .flatMap(({ entry, checks }) => {
        const record = checks.get(outcome.id)
        if (record === undefined) return []
        const { id: _, ...rest } = record
        return [{ batch: entry.batch, label: entry.sample.label, ...rest }]
      }),
    ...(value === undefined ? {} : { value }),
    ...(limit === undefined ? {} : { limit }),
  }
  return { ...outcome, history }
}

function sinceWhen(id: string, known: readonly Known[]): Pick<OutcomeHistory, 'findingSince'> {
  const end = known.findIndex(({ checks }) => !isFound(checks.get(id)))
  const first = known[(end < 0 ? known.length : end) - 1]
  return first === undefined ? {} : { findingSince: placeOf(first.entry) }
}

function placeOf({ batch, sample, startedAt }: HistoryEntry) {
  return { batch, label: sample.label, startedAt }
}
