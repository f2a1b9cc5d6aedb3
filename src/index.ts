/** What test files and suite files import from `mlcheck`. */
export {
  afterAll,
  afterEach,
  aroundAll,
  aroundEach,
  assert,
  beforeAll,
  beforeEach,
  describe,
  onTestFailed,
  onTestFinished,
  suite,
  vi,
} from 'vitest'
export type { Dataset } from './vitest/dataset.ts'
export { type Expect, expect } from './vitest/expect.ts'
export { it, test } from './vitest/fixtures.ts'
export * from './vitest/suite-entry.ts'
export type { CommonParams, DataExpect, MatcherArguments } from './vitest/types.ts'
