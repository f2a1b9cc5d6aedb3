import type { Suite } from '../core/suite.ts'
import { type CheckOptions, checkAll } from '../run/check.ts'
import type { SuiteCheck } from '../run/outcome.ts'
import type { Judged } from '../run/result.ts'
import type { Session } from '../run/session.ts'
import { decideFamily, explainingSlice } from '../stats/index.ts'
import type { CheckArgs } from './args.ts'
import type { Io } from './io.ts'
import { assertSelected, selectionOf } from './select.ts'
import type { Series } from './series.ts'
import { runTests } from './tests.ts'

/** Judges declarative suites directly and test files through the test runner, over the same session. */
export async function judge(
  args: CheckArgs,
  suites: readonly Suite[],
  session: Session,
  series: Series | undefined,
  io: Io,
  onOffence?: CheckOptions['onOffence'],
): Promise<Judged> {
  const options = { ...checkOptions(args, io), ...(onOffence && { onOffence }) }
  const declared = await checkAll(checksOf(suites), session, { ...options, ...series?.options })
  const ids = declared.declared
  const inFiles = { ...options, ...series?.testFileOptions }
  const tested = args.files.length > 0 ? await runTests(args, session, inFiles, ids, io) : noTests
  const outcomes = [...declared.outcomes, ...tested.outcomes]
  assertSelected(args, { outcomes, ids, suites })
  return {
    suites: [...suites, ...tested.suites],
    outcomes,
    families: [...declared.families, ...tested.families],
    declared: ids,
  }
}

/** All checks of suites, each with the name of its suite. */
export function checksOf(suites: readonly Suite[]): readonly SuiteCheck[] {
  return suites.flatMap(suite => suite.checks.map(check => ({ ...check, suite: suite.name })))
}

const noTests: Judged = { suites: [], outcomes: [], families: [], declared: [] }

/** The levels of the kinds of tests that have an option of their own. */
export function levelsOf({ ksAlpha, tAlpha, chiAlpha }: CheckArgs): Readonly<Record<string, number>> {
  return { ks: ksAlpha, t: tAlpha, 'chi-square': chiAlpha }
}

function checkOptions(args: CheckArgs, io: Io): CheckOptions {
  return {
    alpha: levelsOf(args),
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
