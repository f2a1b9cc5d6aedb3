import type { PastBatch } from './metric.ts'
import { isFinding, type Outcome, type OutcomeStatus, type Result, type ResultCounts } from './result.ts'

/** What a person said about a batch, against its verdict or with it. */
export type Acceptance = 'accepted' | 'revoked'

/** A dataset as a history remembers it. */
export interface KnownDataset {
  readonly label: string
  /** Tells the same data from other data, whatever it is called. */
  readonly identity: string
}

/** What a history remembers of a hypothesis test. Numbers have six significant digits. */
export interface TestRecord {
  /** The check's id. */
  readonly id: string
  readonly pValue: number
  readonly limit: number
  readonly effect: number
  /** Whether it was rejected, and failed because of it. */
  readonly alarm: boolean
}

/** What a history remembers of a check. Numbers have six significant digits. */
export interface CheckRecord {
  readonly id: string
  readonly status: OutcomeStatus
  /** The number that the verdict rests on: a test's statistic, the share of offending values, or what was measured. */
  readonly value?: number
  /** The statistic from which on a test fails. */
  readonly limit?: number
}

/** One batch of a series as it was judged last. A *series* is the sequence of batches that one gate judges. */
export interface HistoryEntry {
  readonly runId: string
  readonly series: string
  /** Counts the different samples of the series from 1, in the order in which they first came. */
  readonly batch: number
  readonly sample: KnownDataset
  readonly reference?: KnownDataset
  /** ISO 8601 in UTC. */
  readonly startedAt: string
  readonly verdict: Result['verdict']
  readonly counts: ResultCounts
  /** How many rows the sample had. */
  readonly rows?: number
  /** The ids of the checks that kept the data out. */
  readonly failed: readonly string[]
  /** The levels of the families of tests, without repetitions. */
  readonly alphas: readonly number[]
  readonly tests: readonly TestRecord[]
  /** Every check in the order of the document; absent in entries that older versions wrote. */
  readonly checks?: readonly CheckRecord[]
  /** The share of the sample's cells that are missing. */
  readonly missing?: number
  readonly commit?: string
  readonly milliseconds?: number
  /** The folder of the run's report. */
  readonly report?: string
  readonly acceptance?: Acceptance
}

/** What is remembered of earlier runs. Reading changes nothing and needs no permission to write. */
export interface RunHistory {
  /** Where it is, for messages. */
  readonly location: string
  /** The names of all series that have an entry, sorted. */
  seriesNames(): Promise<readonly string[]>
  /** The batches of a series that were judged, the oldest first. */
  entries(series: string): Promise<readonly HistoryEntry[]>
  /**
   * What is remembered of a run.
   *
   * @param run its id, or the first four or more characters of it
   * @throws UserError when no run or several are meant
   */
  find(run: string): Promise<HistoryEntry>
  /**
   * The number of a sample's batch, which is the sample's from now on, whether the run ends or not. So no two samples
   * that are judged at the same time share a number.
   */
  reserve(series: string, sampleIdentity: string): Promise<number>
  /** Remembers a run under the number that was reserved for its sample, in the place of an earlier run on it. */
  record(entry: HistoryEntry): Promise<void>
  /**
   * Remembers what a person says about a run.
   *
   * @param run its id, or the first four or more characters of it
   * @throws UserError when no run or several are meant
   */
  accept(run: string, acceptance: Acceptance): Promise<HistoryEntry>
}

/** The number of a sample's batch: the one it has, or the next. */
export function batchNumber(
  batches: readonly { readonly batch: number; readonly sample: Pick<KnownDataset, 'identity'> }[],
  sampleIdentity: string,
): number {
  const known = batches.find(({ sample }) => sample.identity === sampleIdentity)
  return known?.batch ?? 1 + Math.max(0, ...batches.map(({ batch }) => batch))
}

/** The last `count` batches that were judged before the one of a number, one per sample, the newest first. */
export function previousBatches(
  entries: readonly HistoryEntry[],
  number: number,
  count: number,
): readonly HistoryEntry[] {
  return entries
    .filter(({ batch }) => batch < number)
    .toSorted((a, b) => b.batch - a.batch)
    .slice(0, count)
}

/** The accepted batches before the one of a number, the newest first. */
export function acceptedBefore(entries: readonly HistoryEntry[], number: number): readonly PastBatch[] {
  return previousBatches(entries, number, entries.length)
    .filter(isAccepted)
    .map(({ batch, rows }) => ({ batch, ...(rows === undefined ? {} : { rows }) }))
}

/** What is known of each check of a run; of an entry that an older version wrote, of those that kept the data out. */
export function checksOf({ checks, failed }: HistoryEntry): ReadonlyMap<string, CheckRecord> {
  const records = checks ?? failed.map((id): CheckRecord => ({ id, status: 'failed' }))
  return new Map(records.map(record => [record.id, record]))
}

/** Whether a check kept data out or warned. */
export function isFound(record: CheckRecord | undefined): boolean {
  return record !== undefined && isFinding(record)
}

/** Whether a batch counts as good data: a person's word, else the verdict. */
export function isAccepted({ acceptance, verdict }: HistoryEntry): boolean {
  return acceptance === undefined ? verdict === 'passed' : acceptance === 'accepted'
}

/**
 * What a person's word on a batch means when the batch is judged again: a rejection stays, and an acceptance does as
 * long as nothing fails that did not fail before.
 */
export function acceptanceAgain(earlier: HistoryEntry, now: HistoryEntry): Acceptance | undefined {
  if (earlier.acceptance !== 'accepted') return earlier.acceptance
  const known = new Set(troubles(earlier))
  return troubles(now).every(id => known.has(id)) ? 'accepted' : undefined
}

/**
 * Whether a test fails because its hypothesis was rejected. A test that has to certify something raises no alarm when
 * it cannot, nor does the opposite of a test.
 */
export function isAlarm({ status, test }: Outcome): boolean {
  if (status !== 'failed' || test === undefined || test.mode === 'certified') return false
  return test.pValue <= test.limit || test.adjustedP <= test.alpha
}

/**
 * How many more batches have to raise an alarm until one counts that is raised now; 0 where it counts now. An alarm
 * that a person accepted with its batch is none: the next one is the first again.
 *
 * @param previous the batches before, the newest first
 * @param raises whether one of a batch's tests is the one in question
 * @param confirm how many batches in a row it takes
 */
export function batchesAwaited(
  previous: readonly HistoryEntry[],
  raises: (test: TestRecord) => boolean,
  confirm: number,
): number {
  const silent = previous.findIndex(
    ({ acceptance, tests }) => acceptance === 'accepted' || !tests.some(test => test.alarm && raises(test)),
  )
  const before = silent < 0 ? previous.length : silent
  return Math.max(0, confirm - 1 - before)
}

function troubles({ failed, tests }: HistoryEntry): readonly string[] {
  return [...failed, ...tests.filter(({ alarm }) => alarm).map(({ id }) => id)]
}
