import { resolve } from 'node:path'
import type { DatasetInfo } from '../core/engine.ts'
import { exitCodes, UserError } from '../core/errors.ts'
import type { HistoryEntry, KnownDataset, RunHistory } from '../core/history.ts'
import { acceptedBefore, batchesAwaited, batchNumber, previousBatches } from '../core/history.ts'
import type { PastBatch } from '../core/metric.ts'
import type { Result } from '../core/result.ts'
import type { Suite } from '../core/suite.ts'
import type { CheckOptions } from '../run/check.ts'
import { withComparison } from '../run/comparison.ts'
import { type Batch, historyEntry } from '../run/history.ts'
import type { Datasets } from '../run/session.ts'
import { spentAlpha } from '../stats/index.ts'
import { withoutSuffix } from '../vitest/selection.ts'
import type { CheckArgs } from './args.ts'
import { failureCode, said } from './failure.ts'
import { identityOf } from './identity.ts'
import type { Io } from './io.ts'
import { defaultSeries } from './seriesName.ts'

type TestOptions = Pick<CheckOptions, 'spend' | 'awaited'>

/** The batch of a series that a run judges. */
export interface Series {
  readonly facts: NonNullable<Result['series']>
  /** How the batches before, and those to come, change the judgement of tests. */
  readonly options: TestOptions
  /** The same for test files, whose checks do not know yet which suffix tells their ids apart. */
  readonly testFileOptions: TestOptions
  /** The accepted batches before, the newest first. */
  readonly past: readonly PastBatch[]
  /** The result with what changed since the batches before. */
  compare(result: Result): Result
  /** Remembers the run. Returns the exit code of a failure to do so, 0 where that does not matter. */
  record(result: Result): Promise<number>
}

/** @throws UserError when an option on many batches contradicts another, before any data is read */
export function assertSeries(args: CheckArgs): void {
  const [option] = optionsOnBatches(args)
  if (option === undefined) return
  if (!args.usesHistory)
    throw new UserError(`${option} and --no-history cannot be used together.`, {
      hint: `${option} is about earlier runs.`,
    })
  if (args.sample === undefined)
    throw new UserError(`${option} is about samples, and there is none.`, {
      hint: 'Name it with --sample REF.',
    })
  if (args.confirm !== undefined && args.failOn === 'warning')
    throw new UserError('--confirm and --fail-on warning cannot be used together.', {
      hint: 'A test that awaits its confirmation is a warning.',
    })
}

/**
 * The batch that a run judges. `undefined` where no history is kept: nobody asked for one and there is no store, or
 * somebody asked for none. A part of a run, by `--only`, `--tag`, `-t` or `--watch`, reads the history and leaves it as it is.
 *
 * @throws UserError with exit code 3 when a history on which the verdict depends cannot be read or written
 */
export async function openSeries(
  args: CheckArgs,
  suites: readonly Suite[],
  { sample, reference }: Datasets,
  io: Io,
): Promise<Series | undefined> {
  if (!args.usesHistory || sample === undefined) return undefined
  const { hasStore, openHistory } = await import('../store/index.ts')
  if (optionsOnBatches(args).length === 0 && !hasStore(io)) return undefined
  const history = openHistory({ ...io, warn: text => io.stderr(`warning: ${text}\n`) })
  try {
    const series = args.series ?? defaultSeries(suites, args.files, reference?.info, io)
    const known = await knownDataset(sample.info)
    const reserved = isWhole(args) ? await history.reserve(series, known.identity) : undefined
    const entries = await history.entries(series)
    const batch = reserved ?? batchNumber(entries, known.identity)
    const place = {
      series,
      batch,
      sample: known,
      ...(reference ? { reference: await knownDataset(reference.info) } : {}),
    }
    return seriesOf(args, place, entries, result => recordIn(history, result, place, args, io))
  } catch (error) {
    warnOrThrow(error, args, io)
    return undefined
  }
}

function seriesOf(
  { horizon, confirm = 1, ksAlpha }: CheckArgs,
  place: Batch,
  entries: readonly HistoryEntry[],
  record: Series['record'],
): Series {
  const { series, batch } = place
  const previous = previousBatches(entries, batch, confirm - 1)
  const spend = horizon === 'spend' ? { spend: (alpha: number) => spentAlpha(alpha, batch) } : {}
  const awaited = (isSame: (one: string, other: string) => boolean) => (id: string) =>
    batchesAwaited(previous, test => isSame(test.id, id), confirm)
  return {
    facts: {
      name: series,
      batch,
      ...(horizon === 'spend' ? { horizon, share: spentAlpha(ksAlpha, batch) / ksAlpha } : {}),
      ...(confirm > 1 ? { confirm } : {}),
    },
    options: { ...spend, awaited: awaited((one, other) => one === other) },
    testFileOptions: {
      ...spend,
      awaited: awaited((one, other) => withoutSuffix(one) === withoutSuffix(other)),
    },
    past: acceptedBefore(entries, batch),
    compare: result => withComparison(result, entries, place),
    record,
  }
}

async function recordIn(
  history: RunHistory,
  result: Result,
  batch: Batch,
  args: CheckArgs,
  io: Io,
): Promise<number> {
  const isJudged = result.verdict === 'passed' || result.verdict === 'failed'
  if (!isJudged || !isWhole(args)) return exitCodes.passed
  try {
    await history.record(
      historyEntry(result, batch, args.writesReport ? resolve(io.cwd, args.report) : undefined),
    )
  } catch (error) {
    if (isDecisive(args)) return failureCode(error, io)
    warnOrThrow(error, args, io)
  }
  return exitCodes.passed
}

/** A history that decides nothing is a courtesy, and so is no reason to judge nothing. */
function warnOrThrow(error: unknown, args: CheckArgs, io: Io): void {
  if (isDecisive(args) || !(error instanceof UserError)) throw error
  const hint = 'hint:  The run is not recorded. --no-history says nothing of it.'
  io.stderr(said(`warning: ${error.message}\n${hint}\n`, io))
}

function isDecisive({ horizon, confirm }: CheckArgs): boolean {
  return horizon !== undefined || confirm !== undefined
}

/** A part of the checks is no judgement of a batch, and watching is writing checks, not gating. */
function isWhole({ only, tags, testNamePattern, watch }: CheckArgs): boolean {
  return only.length === 0 && tags.length === 0 && testNamePattern === undefined && !watch
}

function optionsOnBatches({ horizon, confirm, series }: CheckArgs): readonly string[] {
  const options = { '--confirm': confirm, '--horizon': horizon, '--series': series }
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name]))
}

async function knownDataset(info: DatasetInfo): Promise<KnownDataset> {
  return { label: info.label, identity: await identityOf(info) }
}
