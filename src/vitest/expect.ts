import { AsyncLocalStorage } from 'node:async_hooks'
import { type ExpectStatic, type RunnerTestCase, expect as vitestExpect } from 'vitest'
import type { Expectation } from '../core/expectation.ts'
import { callMatcher, type MatcherRequest } from './call.ts'
import { currentContext } from './context.ts'
import { type Dataset, isDataset, ownerOf } from './dataset.ts'
import { callerOrigin } from './origin.ts'
import type { DataExpect } from './types.ts'
import { vocabulary } from './vocabulary.ts'

type ExpectData = (actual: Dataset<'sample'>) => DataExpect

/** vitest's `expect`, which also takes the sample. */
export type Expect = ExpectData & { readonly soft: ExpectData } & ExpectStatic

export interface RunningTest {
  readonly test: RunnerTestCase
  /** vitest's `expect` of this test, once it has used it. */
  expect?: ExpectStatic
}

const key = Symbol.for('mlcheck.running-test')
const shared = globalThis as { [key]?: AsyncLocalStorage<RunningTest> }

/** The test that the running code belongs to. */
export function runningTest(): AsyncLocalStorage<RunningTest> {
  shared[key] ??= new AsyncLocalStorage()
  return shared[key]
}

/** States what is expected: about the sample, or about any value, as vitest's `expect` does. */
export const expect = new Proxy(vitestExpect, {
  apply: (_, __, [actual, ...rest]: [unknown, string?]) =>
    isDataset(actual) ? expectData(actual, false) : localExpect()(actual, ...rest),
  get: (_, name) => (name === 'soft' ? soft : Reflect.get(localExpect(), name)),
}) as unknown as Expect

function soft(actual: unknown, message?: string) {
  return isDataset(actual) ? expectData(actual, true) : localExpect().soft(actual, message)
}

/** Where tests run at once, the global `expect` does not know its test. */
function localExpect(): ExpectStatic {
  const running = runningTest().getStore()
  if (!running) return vitestExpect
  running.expect ??= running.test.context.expect
  return running.expect
}

function expectData(dataset: Dataset, soft: boolean): DataExpect {
  if (dataset.role !== 'sample') throw new TypeError('Expectations are about the sample: expect(sample).')
  return matchers(dataset, { soft, negated: false })
}

function matchers(dataset: Dataset, mode: Pick<MatcherRequest, 'soft' | 'negated'>): DataExpect {
  const matcher =
    (expectation: Expectation) =>
    (...args: unknown[]) => {
      const context = currentContext()
      const { testId, suite } = ownerOf(dataset)
      const origin = callerOrigin(context.root)
      return callMatcher({ ...mode, expectation, args, testId, suite, origin }, context)
    }
  const named = Object.fromEntries(vocabulary.map(each => [each.name, matcher(each)]))
  return {
    ...named,
    toMeet: (expectation: Expectation, ...args: unknown[]) => matcher(expectation)(...args),
    get not() {
      return matchers(dataset, { ...mode, negated: !mode.negated })
    },
  } as unknown as DataExpect
}
