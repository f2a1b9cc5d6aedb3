import type { RunnerTestFile } from 'vitest'
import { UserError } from '../core/errors.ts'
import type { Outcome } from '../core/result.ts'
import type { Check } from '../core/suite.ts'
import type { CheckOptions } from '../run/check.ts'
import type { Session } from '../run/session.ts'
import type { MatcherCall } from './call.ts'

/** What a run hands to its test files. Tests run in this process, so nothing is copied. */
export interface RunContext {
  readonly root: string
  readonly session: Session
  readonly options: CheckOptions
  readonly params: Readonly<Record<string, string>>
  readonly ksAlpha?: number
  /** Which checks are wanted; absent when all are. */
  readonly selected?: (check: Check) => boolean
  readonly onOutcome?: (outcome: Outcome) => void
  /** The calls of data matchers of each test, by the test's id, in the order in which they were made. */
  readonly calls: Map<string, MatcherCall[]>
  /** The test files that have run. */
  readonly files: RunnerTestFile[]
}

// The package may be loaded twice, from the tool and from the user's folder; both have to see the same run.
const key = Symbol.for('mlcheck.run')
const shared = globalThis as { [key]?: RunContext }

/** Makes a run known to its test files, or forgets it. */
export function shareContext(context: RunContext | undefined): void {
  shared[key] = context
}

/** @throws UserError outside of a run. */
export function currentContext(): RunContext {
  const context = shared[key]
  if (!context)
    throw new UserError('There is no data here, because mlcheck did not start this test file.', {
      hint: 'Run it with mlcheck --sample FILE, followed by the name of the test file.',
    })
  return context
}
