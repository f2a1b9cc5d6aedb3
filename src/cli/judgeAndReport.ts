import { withoutCredentials } from '../core/credentials.ts'
import { exitCodes } from '../core/errors.ts'
import type { Outcome, Result } from '../core/result.ts'
import type { Suite } from '../core/suite.ts'
import { missingCells } from '../run/missing.ts'
import { buildResult } from '../run/result.ts'
import type { Session } from '../run/session.ts'
import type { CheckArgs } from './args.ts'
import { currentCommit } from './commit.ts'
import type { Io } from './io.ts'
import { judge } from './judge.ts'
import { writeReports } from './output.ts'
import type { Progress } from './progress.ts'
import { type Offence, rowFilesRemark, writeRowFiles } from './rowFiles.ts'
import { openSeries } from './series.ts'
import { testRemarks } from './testRemarks.ts'
import { version } from './version.ts'

/** When and how a run began. */
interface Start {
  readonly command: readonly string[]
  readonly engine: string
  readonly startedAt: Date
  /** By the clock that never goes back. */
  readonly milliseconds: number
}

/** What is judged by what. */
interface Run {
  readonly suites: readonly Suite[]
  readonly session: Session
  readonly start: Start
  /** What has to be known of the result besides what a report says anyway. */
  readonly remarksOn?: (outcomes: readonly Outcome[]) => readonly string[]
  /** What else has to be kept of the data, once they are judged. Returns the exit code of a failure to do so. */
  readonly save?: () => Promise<number>
}

/** A run that begins now. */
export function startOf(command: readonly string[], engine: string): Start {
  return { command, engine, startedAt: new Date(), milliseconds: performance.now() }
}

/** Judges suites and test files over a session, records the run, writes the reports and returns the exit code. */
export async function judgeAndReport(
  args: CheckArgs,
  { suites, session, start, remarksOn, save }: Run,
  progress: Progress,
  io: Io,
): Promise<number> {
  progress.phase('judging')
  const series = await openSeries(args, suites, session.data, io)
  session.recall(series?.past ?? [])
  const missing = series && missingCells(session)
  const offences: Offence[] = []
  const judged = await judge(args, suites, session, series, io, (check, selection) => {
    offences.push({ check, selection })
  })
  const built = buildResult(judged, session.data, {
    version,
    startedAt: start.startedAt,
    milliseconds: performance.now() - start.milliseconds,
    command: ['mlcheck', ...start.command].map(withoutCredentials),
    engine: start.engine,
    failOn: args.failOn,
    display: args.display,
    commit: currentCommit(io),
    series: series?.facts,
    missing: await missing,
    remarks: [
      ...testRemarks({ ...judged, data: session.data, series: series?.facts, args }),
      ...(remarksOn?.(judged.outcomes) ?? []),
    ],
  })
  const result = series?.compare(built) ?? built
  const rows = await writeRowFiles(args, inOrder(offences, result), session, io)
  const unsaved = (await save?.()) ?? exitCodes.passed
  progress.done()
  const unrecorded = (await series?.record(result)) ?? exitCodes.passed
  const code = await writeReports(result, { ...args, rowFiles: rows.files }, io)
  if (rows.files.length > 0) rowFilesRemark(result, offences, io)
  return code === exitCodes.passed ? Math.max(unrecorded, rows.code, unsaved) : code
}

/** In the order of the report. */
function inOrder(offences: readonly Offence[], { outcomes }: Result): readonly Offence[] {
  const places = new Map(outcomes.map(({ id }, place) => [id, place]))
  const placeOf = ({ check }: Offence) => places.get(check.id) ?? outcomes.length
  return [...offences].sort((a, b) => placeOf(a) - placeOf(b))
}
