import type { Engine } from '../core/engine.ts'
import { exitCodes, UserError } from '../core/errors.ts'
import type { Suite } from '../core/suite.ts'
import { engines } from '../engines/index.ts'
import { type CheckOptions, checkAll } from '../run/check.ts'
import type { SuiteCheck } from '../run/outcome.ts'
import { buildResult, type Judged } from '../run/result.ts'
import { type Datasets, openSession, type Session } from '../run/session.ts'
import { decideFamily, explainingSlice } from '../stats/index.ts'
import type { CheckArgs } from './args.ts'
import { currentCommit } from './commit.ts'
import { withoutCredentials } from './credentials.ts'
import type { Cleanups, Io } from './io.ts'
import { assertReporters, writeReports } from './output.ts'
import { openProgress, type Progress } from './progress.ts'
import { resolveDataset } from './resolve.ts'
import { assertSelected, selectionOf } from './select.ts'
import { derivedSuite, writtenSuites } from './suites.ts'
import { assertTestFiles, runTests } from './tests.ts'
import { version } from './version.ts'

const engineName = 'duckdb'

/** The main job: judges a sample, writes the reports and returns the exit code. */
export async function runCheck(args: CheckArgs, command: readonly string[], io: Io): Promise<number> {
  const startedAt = new Date()
  const started = performance.now()
  assertReporters(args)
  assertSomethingToCheck(args)
  assertTestFiles(args.files, io)
  const progress = openProgress(io, args)
  const cleanups: Cleanups = []
  // Loading the engine takes longest, so it starts first and goes on while the suites are read.
  const opening = openEngine(args, progress, io)
  opening.catch(() => {})
  try {
    const written = await writtenSuites(args, io)
    const engine = await opening
    const data = await openDatasets(args, engine, progress, io, cleanups)
    const session = openSession(data)
    const suites = args.suites.length + args.files.length > 0 ? written : [await derivedSuite(session)]
    if (args.explain) {
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
    progress.phase('judging')
    const checked = await judge(args, suites, session, io)
    const result = buildResult(checked, data, {
      version,
      startedAt,
      milliseconds: performance.now() - started,
      command: ['mlcheck', ...command].map(withoutCredentials),
      engine: engineName,
      failOn: args.failOn,
      display: args.display,
      commit: currentCommit(io),
    })
    progress.done()
    return await writeReports(result, args, io)
  } finally {
    progress.done()
    await opening.then(engine => engine.close()).catch(() => {})
    for (const cleanup of cleanups) await cleanup()
  }
}

function assertSomethingToCheck(args: CheckArgs): void {
  const written = args.suites.length + args.files.length > 0
  if (args.sample === undefined && args.files.length === 0)
    throw new UserError('There is no sample to check.', {
      hint: 'Name it with --sample REF. mlcheck --help has examples.',
    })
  if (!written && args.reference === undefined)
    throw new UserError(`There is nothing to check ${withoutCredentials(args.sample ?? '')} against.`, {
      hint: 'Name a dataset with --reference REF, a suite with --suite FILE, or a test file.',
    })
}

async function openEngine(args: CheckArgs, progress: Progress, io: Io): Promise<Engine> {
  const load = engines[engineName]
  if (!load) throw new Error(`There is no engine ${engineName}.`)
  const open = await load()
  return open({
    memoryLimit: args.memoryLimit,
    threads: args.threads,
    signal: io.signal,
    progress: (phase, share) => progress.phase(phase, share),
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
    return engine.open(await resolveDataset(reference, args.read, io, cleanups))
  }
  const reference = await open(args.reference)
  const sample = await open(args.sample)
  return { ...(sample ? { sample } : {}), ...(reference ? { reference } : {}) }
}

/** Judges declarative suites directly and test files through the test runner, over the same session. */
async function judge(args: CheckArgs, suites: readonly Suite[], session: Session, io: Io): Promise<Judged> {
  const options = checkOptions(args, io)
  const declared = await checkAll(checksOf(suites), session, options)
  const ids = declared.declared
  const tested = args.files.length > 0 ? await runTests(args, session, options, ids, io) : noTests
  const outcomes = [...declared.outcomes, ...tested.outcomes]
  assertSelected(args, outcomes, ids)
  return {
    suites: [...suites, ...tested.suites],
    outcomes,
    families: [...declared.families, ...tested.families],
    declared: ids,
  }
}

function checksOf(suites: readonly Suite[]): readonly SuiteCheck[] {
  return suites.flatMap(suite => suite.checks.map(check => ({ ...check, suite: suite.name })))
}

const noTests: Judged = { suites: [], outcomes: [], families: [], declared: [] }

function checkOptions(args: CheckArgs, io: Io): CheckOptions {
  return {
    alpha: { ks: args.ksAlpha, t: args.tAlpha, 'chi-square': args.chiAlpha },
    otherAlpha: args.alpha,
    correction: args.correction,
    decide: decideFamily,
    explain: explainingSlice,
    tests: args.tests,
    display: args.display,
    selected: selectionOf(args),
    ...(io.signal ? { signal: io.signal } : {}),
  }
}
