import { withoutCredentials } from '../core/credentials.ts'
import type { Engine } from '../core/engine.ts'
import { exitCodes, UserError } from '../core/errors.ts'
import type { Suite } from '../core/suite.ts'
import { type Datasets, openSession } from '../run/session.ts'
import type { CheckArgs } from './args.ts'
import { openEngine } from './engine.ts'
import type { Cleanups, Io } from './io.ts'
import { checksOf } from './judge.ts'
import { judgeAndReport, startOf } from './judgeAndReport.ts'
import { assertReporters } from './output.ts'
import { openProgress, type Progress } from './progress.ts'
import { resolveDataset } from './resolve.ts'
import { assertRowFiles } from './rowFiles.ts'
import { selectionOf } from './select.ts'
import { assertSeries } from './series.ts'
import { assertStates, recorded, saveStates } from './states.ts'
import { derivedSuite, writtenSuites } from './suites.ts'
import { assertTestFiles } from './tests.ts'

/** The main job: judges a sample, writes the reports and returns the exit code. */
export async function runCheck(args: CheckArgs, command: readonly string[], io: Io): Promise<number> {
  const start = startOf(command, args.engine)
  assertReporters(args)
  assertSomethingToCheck(args)
  assertSeries(args)
  assertTestFiles(args.files, io)
  assertRowFiles(args)
  assertStates(args)
  const progress = openProgress(io, args)
  const cleanups: Cleanups = []
  // Loading the engine takes longest, so it starts first and goes on while the suites are read.
  const { engine: name, remote, memoryLimit, threads } = args
  const opening = openEngine(io, { engine: name, remote, progress, memoryLimit, threads })
  opening.catch(() => {})
  try {
    const written = await writtenSuites(args, io)
    const data = recorded(args, await openDatasets(args, await opening, progress, io, cleanups))
    const session = openSession(data)
    const suites = derives(args) ? [...written, await derivedSuite(session)] : written
    if (args.explain) return await explain(args, suites, data, progress, io)
    const save = () => saveStates(args, suites, session, io)
    return await judgeAndReport(args, { suites, session, start, save }, progress, io)
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

/** Whether checks follow from the reference. */
export function derives({ suites, files, derives }: CheckArgs): boolean {
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
