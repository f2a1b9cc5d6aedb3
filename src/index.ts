/** What test files and suite files import from `mlcheck`. */
export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  onTestFailed,
  onTestFinished,
} from 'vitest'
export type { Dataset } from './vitest/dataset.ts'
export { type Expect, expect } from './vitest/expect.ts'
export { test, test as it } from './vitest/fixtures.ts'
export * from './vitest/suite-entry.ts'
export type { CommonParams, DataExpect, MatcherArguments } from './vitest/types.ts'
