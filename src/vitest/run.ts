import type { Vitest } from 'vitest/node'
import { UserError } from '../core/errors.ts'
import type { Outcome } from '../core/result.ts'
import type { CheckOptions } from '../run/check.ts'
import type { Family } from '../run/families.ts'
import type { Session } from '../run/session.ts'
import { type RunContext, shareContext } from './context.ts'
import { distinctFamilies } from './families.ts'
import { type ModuleError, moduleErrorsOf } from './module-errors.ts'
import { callsInOrder, type FinishedRun, outcomesOfFiles, strayOutcome } from './outcomes.ts'
import { withLentProcess } from './process-state.ts'
import { isQuietTest, selectionOf, withUniqueOutcomeIds } from './selection.ts'
import { startVitest } from './server.ts'
import type { TestError } from './test-error.ts'

export interface TestRun {
  /** Files in outcomes are told relative to it. */
  readonly root: string
  readonly session: Session
  readonly options: CheckOptions
  /** The `params` fixture. */
  readonly params?: Readonly<Record<string, string>>
  /** The `ksAlpha` fixture. */
  readonly ksAlpha?: number
  /** Stop after the first failed test, or after that many. Tests then run one after another. */
  readonly bail?: boolean | number
  /** Run only tests whose full name, suites' names first, matches this regular expression. */
  readonly testNamePattern?: string
  /** Ids of the only outcomes wanted; all are where there are none. */
  readonly only?: readonly string[]
  /** Tags of which the expectations that are wanted have one; all are where there are none. */
  readonly tags?: readonly string[]
  /** Ids that other checks of the run have. */
  readonly takenIds?: readonly string[]
  readonly signal?: AbortSignal
  /** Called as outcomes become known, in any order; ids are still without suffixes that tell them apart. */
  readonly onOutcome?: (outcome: Outcome) => void
}

export interface TestRunResult {
  /** In the order in which files were given, tests are written and expectations stated. */
  readonly outcomes: readonly Outcome[]
  /** The hypothesis tests of one call of a matcher are a family. */
  readonly families: readonly Family[]
  /** Files that could not be loaded, or that have no test. */
  readonly moduleErrors: readonly ModuleError[]
}

/**
 * Runs vitest test files on opened data. Tests run in this process and at once, so what they ask of the data is
 * answered in one scan. Nothing is written. Rejects with the signal's reason once it is aborted.
 *
 * @param files absolute paths
 */
export function runTestFiles(files: readonly string[], run: TestRun): Promise<TestRunResult> {
  const testNamePattern = patternOf(run.testNamePattern)
  return withLentProcess(async dropNewListeners => {
    const context = contextOf(run)
    const vitest = await startVitest({ root: run.root, bail: Number(run.bail ?? 0), testNamePattern })
    dropNewListeners()
    shareContext(context)
    try {
      const strayErrors = await runFiles(vitest, files, run.signal)
      run.signal?.throwIfAborted()
      await Promise.all([...context.calls.values()].flat().map(call => call.settled))
      return resultOf({ ...context, testNamePattern }, strayErrors as readonly TestError[], run)
    } finally {
      shareContext(undefined)
      await vitest.close()
    }
  })
}

/** @throws UserError when the text is not a regular expression. */
function patternOf(text: string | undefined): RegExp | undefined {
  try {
    return text === undefined ? undefined : new RegExp(text)
  } catch (cause) {
    throw new UserError(`The pattern ${text} is not a regular expression.`, { cause })
  }
}

function resultOf(
  finished: FinishedRun,
  strayErrors: readonly TestError[],
  { only, tags = [], takenIds }: TestRun,
): TestRunResult {
  const strays = strayErrors.map(error => strayOutcome(error, finished))
  const all = withUniqueOutcomeIds([...outcomesOfFiles(finished), ...strays], takenIds)
  const outcomes = tags.length === 0 ? all : all.filter(outcome => !isQuietTest(outcome))
  return {
    outcomes: only?.length ? outcomes.filter(outcome => only.includes(outcome.id)) : outcomes,
    families: distinctFamilies(callsInOrder(finished).flatMap(call => call.families)),
    moduleErrors: moduleErrorsOf(finished.files, finished.root),
  }
}

function contextOf({
  root,
  session,
  options,
  params = {},
  ksAlpha,
  only = [],
  tags = [],
  onOutcome,
}: TestRun): RunContext {
  return {
    root,
    session,
    options,
    params,
    ksAlpha,
    selected: selectionOf(only, tags),
    onOutcome,
    calls: new Map(),
    files: [],
  }
}

/** Runs files, and gives back the errors that no test waited for. */
async function runFiles(
  vitest: Vitest,
  files: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly unknown[]> {
  const project = vitest.getRootProject()
  const cancel = () => void vitest.cancelCurrentRun('keyboard-input')
  await vitest.standalone()
  signal?.throwIfAborted()
  signal?.addEventListener('abort', cancel)
  try {
    const specifications = files.map(file => project.createSpecification(file))
    const { unhandledErrors } = await vitest.runTestSpecifications(specifications, true)
    return unhandledErrors
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}
