import { relative } from 'node:path'
import type { RunnerTask, RunnerTestCase, RunnerTestFile } from 'vitest'
import { withoutSecrets } from '../core/masking.ts'
import type { Outcome } from '../core/result.ts'
import type { MatcherCall } from './call.ts'
import { isNotMet } from './not-met.ts'
import { originOf } from './origin.ts'
import { isAssertion, shortMessage, type TestError } from './test-error.ts'

export interface FinishedRun {
  readonly root: string
  readonly files: readonly RunnerTestFile[]
  readonly calls: ReadonlyMap<string, readonly MatcherCall[]>
  readonly testNamePattern?: RegExp
}

/** The outcomes of test files in the order in which everything is written. */
export function outcomesOfFiles(run: FinishedRun): readonly Outcome[] {
  // A file without tests could not be loaded, which is told elsewhere.
  return run.files.filter(file => file.tasks.length > 0).flatMap(file => outcomesOfTask(file, run))
}

/** The calls of data matchers, in the order in which their tests are written. */
export function callsInOrder({ files, calls }: FinishedRun): readonly MatcherCall[] {
  const callsIn = (task: RunnerTask): readonly MatcherCall[] =>
    task.type === 'test' ? (calls.get(task.id) ?? []) : task.tasks.flatMap(callsIn)
  return files.flatMap(callsIn)
}

/** The outcome of an error that no test waited for. */
export function strayOutcome(error: TestError, { root }: FinishedRun): Outcome {
  const origin = originOf(error.stack ?? '', root)
  return testOutcome({
    suite: origin?.file ?? 'tests',
    name: 'unhandled error',
    expected: 'no error outside of tests',
    status: 'errored',
    found: messageOf([error]),
    origin,
  })
}

function outcomesOfTask(task: RunnerTask, run: FinishedRun): readonly Outcome[] {
  if (task.type === 'test') return outcomesOfTest(task, run)
  const errors = task.result?.errors ?? []
  const own = errors.length === 0 ? [] : [failedOutcome(task, errors, run)]
  return [...own, ...task.tasks.flatMap(each => outcomesOfTask(each, run))]
}

/** Expectations about data speak for themselves; a test adds an outcome when there is more to say, or nothing else. */
function outcomesOfTest(test: RunnerTestCase, run: FinishedRun): readonly Outcome[] {
  if (run.testNamePattern && !run.testNamePattern.test(namesOf(test).join(' '))) return []
  const stated = (run.calls.get(test.id) ?? []).flatMap(call => call.outcomes)
  const { state, errors = [] } = test.result ?? {}
  // What fails on purpose is no finding.
  if (test.fails)
    return [test.result?.state === 'pass' ? passedOutcome(test, run) : failedOutcome(test, errors, run)]
  if (test.mode === 'skip' || test.mode === 'todo' || state === 'skip')
    return [...stated, skippedOutcome(test, run)]
  if (state === 'pass') return run.calls.has(test.id) ? stated : [passedOutcome(test, run)]
  const others = errors.filter(error => !isNotMet(error))
  return state === 'fail' && others.length > 0 ? [...stated, failedOutcome(test, others, run)] : stated
}

function passedOutcome(test: RunnerTestCase, run: FinishedRun): Outcome {
  return outcomeOf(test, run, {
    status: 'passed',
    found: test.fails ? 'it failed, as it is meant to' : 'it passed',
  })
}

function skippedOutcome(test: RunnerTestCase, run: FinishedRun): Outcome {
  // Missing from vitest's types: the reason given to `skip`, or that the run was stopped.
  const { note } = (test.result ?? {}) as { readonly note?: string }
  const found = test.mode === 'todo' ? 'it is still to be written' : (note ?? 'it was skipped')
  return outcomeOf(test, run, { status: 'skipped', found })
}

function failedOutcome(task: RunnerTask, errors: readonly TestError[], run: FinishedRun): Outcome {
  const origins = errors.map(error => originOf(error.stack ?? '', run.root))
  const hints = errors.map(error => error.hint).filter(hint => typeof hint === 'string')
  return outcomeOf(task, run, {
    status: errors.some(isAssertion) ? 'failed' : 'errored',
    found: messageOf(errors),
    origin: origins.find(origin => origin !== undefined),
    hint: hints[0],
  })
}

type Facts = Pick<Outcome, 'status' | 'found' | 'origin' | 'hint'>

function outcomeOf(task: RunnerTask, { root }: FinishedRun, { origin, ...facts }: Facts): Outcome {
  const suite = relative(root, task.file.filepath)
  const name = namesOf(task).join(' › ')
  return testOutcome({
    ...facts,
    suite,
    name: name || 'file',
    expected: name ? `“${name}” to pass` : `${suite} to run`,
    origin: origin ?? { file: suite, ...task.location },
  })
}

interface TestFacts extends Facts {
  readonly suite: string
  readonly name: string
  readonly expected: string
}

function testOutcome({ name, hint, ...facts }: TestFacts): Outcome {
  return {
    id: `test.${slug(name)}`,
    expectation: 'test',
    category: 'test',
    columns: [],
    severity: 'error',
    ...facts,
    ...(hint === undefined ? {} : { hint }),
  }
}

function messageOf(errors: readonly TestError[]): string {
  return withoutSecrets(errors.map(shortMessage).join('\n'))
}

/** Names from the outermost suite to the task; none for a file. */
function namesOf(task: RunnerTask): readonly string[] {
  if (task === task.file) return []
  return task.suite && task.suite !== task.file ? [...namesOf(task.suite), task.name] : [task.name]
}

/** A name as part of an id: lower case, words joined by `-`. Letters of all alphabets are kept. */
function slug(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.join('-') || 'unnamed'
}
