import type { Engine } from '../core/engine.ts'
import { exitCodes, UserError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import type { Suite } from '../core/suite.ts'
import { missingCells } from '../run/missing.ts'
import { buildResult } from '../run/result.ts'
import { type Datasets, openSession, type Session } from '../run/session.ts'
import type { CheckArgs } from './args.ts'
import { currentCommit } from './commit.ts'
import { withoutCredentials } from '../core/credentials.ts'
import { openEngine } from './engine.ts'
import type { Cleanups, Io } from './io.ts'
import { checksOf, judge } from './judge.ts'
import { assertReporters, writeReports } from './output.ts'
import { openProgress, type Progress } from './progress.ts'
import { resolveDataset } from './resolve.ts'
import { assertRowFiles, type Offence, rowFilesRemark, writeRowFiles } from './rowFiles.ts'
import { selectionOf } from './select.ts'
import { assertSeries, openSeries } from './series.ts'
import { derivedSuite, writtenSuites } from './suites.ts'
import { testRemarks } from './testRemarks.ts'
import { assertTestFiles } from './tests.ts'
import { version } from './version.ts'

/** The main job: judges a sample, writes the reports and returns the exit code. */
export async function runCheck(args: CheckArgs, command: readonly string[], io: Io): Promise<number> {
  const start = { command, startedAt: new Date(), milliseconds: performance.now() }
  assertReporters(args)
  assertSomethingToCheck(args)
  assertSeries(args)
  assertTestFiles(args.files, io)
  assertRowFiles(args)
  const progress = openProgress(io, args)
  const cleanups: Cleanups = []
  // Loading the engine takes longest, so it starts first and goes on while the suites are read.
  const { engine: name, remote, memoryLimit, threads } = args
  const opening = openEngine(io, { engine: name, remote, progress, memoryLimit, threads })
  opening.catch(() => {})
  try {
    const written = await writtenSuites(args, io)
    const data = await openDatasets(args, await opening, progress, io, cleanups)
    const session = openSession(data)
    const suites = derives(args) ? [...written, await derivedSuite(session)] : written
    return args.explain
      ? await explain(args, suites, data, progress, io)
      : await judgeAndReport(args, suites, session, start, progress, io)
  } finally {
    progress.done()
    await opening.then(engine => engine.close()).catch(() => {})
    for (const cleanup of cleanups) await cleanup()
  }
}

async function explain(
  args: CheckArgs,
  suites: readonly Suite[],
  data: Datasets,
  progress: Progress,
  io: Io,
): Promise<number> {
  const { explainPlan } = await import('./explain.ts')
  progress.done()
  io.stdout(
    explainPlan({
      checks: checksOf(suites),
      data,
      selected: selectionOf(args),
      testFiles: args.files,
      display: args.display,
    }),
  )
  return exitCodes.passed
}

interface Start {
  readonly command: readonly string[]
  readonly startedAt: Date
  /** By the clock that never goes back. */
  readonly milliseconds: number
}

async function judgeAndReport(
  args: CheckArgs,
  suites: readonly Suite[],
  session: Session,
  start: Start,
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
    engine: args.engine,
    failOn: args.failOn,
    display: args.display,
    commit: currentCommit(io),
    series: series?.facts,
    missing: await missing,
    remarks: testRemarks({ ...judged, data: session.data, series: series?.facts, args }),
  })
  const result = series?.compare(built) ?? built
  const rows = await writeRowFiles(args, inOrder(offences, result), session, io)
  progress.done()
  const unrecorded = (await series?.record(result)) ?? exitCodes.passed
  const code = await writeReports(result, { ...args, rowFiles: rows.files }, io)
  if (rows.files.length > 0) rowFilesRemark(result, offences, io)
  return code === exitCodes.passed ? Math.max(unrecorded, rows.code) : code
}

/** In the order of the report. */
function inOrder(offences: readonly Offence[], { outcomes }: Result): readonly Offence[] {
  const places = new Map(outcomes.map(({ id }, place) => [id, place]))
  const placeOf = ({ check }: Offence) => places.get(check.id) ?? outcomes.length
  return [...offences].sort((a, b) => placeOf(a) - placeOf(b))
}

function derives({ suites, files, derives }: CheckArgs): boolean {
  return derives || suites.length + files.length === 0
}

function assertSomethingToCheck(args: CheckArgs): void {
  const written = args.suites.length + args.files.length > 0
  if (args.sample === undefined && args.files.length === 0)
    throw new UserError('There is no sample to check.', {
      hint: 'Name it with --sample REF. mlcheck --help has examples.',
    })
  if (args.derives && args.reference === undefined)
    throw new UserError('There is no reference to derive checks from.', {
      hint: 'Name it with --reference REF.',
    })
  if (!written && args.reference === undefined)
    throw new UserError(`There is nothing to check ${withoutCredentials(args.sample ?? '')} against.`, {
      hint: 'Name a dataset with --reference REF, a suite with --suite FILE, or a test file.',
    })
}

async function openDatasets(
  args: CheckArgs,
  engine: Engine,
  progress: Progress,
  io: Io,
  cleanups: Cleanups,
): Promise<Datasets> {
  const open = async (reference: string | undefined) => {
    if (reference === undefined) return undefined
    progress.phase(`reading ${withoutCredentials(reference)}`)
    return engine.open(await resolveDataset(reference, { read: args.read, engine }, io, cleanups))
  }
  const reference = await open(args.reference)
  const sample = await open(args.sample)
  return { ...(sample ? { sample } : {}), ...(reference ? { reference } : {}) }
}
