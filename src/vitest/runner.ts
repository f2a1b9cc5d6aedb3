import { type RunnerTestCase, type RunnerTestFile, TestRunner } from 'vitest'
import { currentContext } from './context.ts'
import { type RunningTest, runningTest } from './expect.ts'
import { NotAwaited } from './not-awaited.ts'

/** vitest's runner, which also knows the data matchers that a test calls. vitest wants it as a default export. */
export default class DataTestRunner extends TestRunner {
  override onBeforeTryTask(test: RunnerTestCase): void {
    super.onBeforeTryTask(test)
    currentContext().calls.delete(test.id)
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const running: RunningTest = { test }
    await runningTest().run(running, TestRunner.getTestFn(test))
    const calls = currentContext().calls.get(test.id) ?? []
    countAssertions(running, calls.length)
    await Promise.all(calls.map(call => call.settled))
    const failures: Error[] = calls.flatMap(call => call.softFailure ?? [])
    const forgotten = calls.filter(call => !call.awaited)
    if (forgotten.length > 0) failures.push(new NotAwaited(forgotten.map(call => call.origin)))
    if (failures.length > 0) throw new AggregateError(failures)
  }

  override onAfterRunFiles(files?: RunnerTestFile[]): void {
    super.onAfterRunFiles()
    currentContext().files.push(...(files ?? []))
  }
}

/** `expect.assertions` counts expectations about data too. */
function countAssertions({ expect }: RunningTest, count: number): void {
  const { assertionCalls = 0 } = expect?.getState() ?? {}
  expect?.setState({ assertionCalls: assertionCalls + count })
}
