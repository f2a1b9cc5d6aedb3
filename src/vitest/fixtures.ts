import { relative } from 'node:path'
import { type RunnerTestCase, test as vitestTest } from 'vitest'
import type { Relation } from '../core/engine.ts'
import { UserError } from '../core/errors.ts'
import type { Role } from '../core/metric.ts'
import { currentContext } from './context.ts'
import { datasetFor } from './dataset.ts'

/** vitest's `test` with the fixtures `sample`, `reference`, `ksAlpha` and `params`, as the command line gives them. */
// vitest reads from the text of these functions what they need, so they have to take their arguments apart at once.
export const test = vitestTest
  .extend('sample', ({ task }) => {
    const { sample } = currentContext().session.data
    return datasetOf('sample', given(sample, 'a sample', '--sample'), task)
  })
  .extend('reference', ({ task }) => {
    const { reference } = currentContext().session.data
    return datasetOf('reference', given(reference, 'a reference', '--reference'), task)
  })
  .extend('ksAlpha', () => given(currentContext().ksAlpha, 'a significance level', '--ks-alpha'))
  .extend('params', (): Readonly<Record<string, string | undefined>> => currentContext().params)

function given<T>(value: T | undefined, what: string, flag: string): T {
  if (value === undefined) throw new UserError(`This test needs ${what}. Give one with ${flag}.`)
  return value
}

function datasetOf<R extends Role>(role: R, relation: Relation, { id, file }: Readonly<RunnerTestCase>) {
  return datasetFor(role, relation, {
    testId: id,
    suite: relative(currentContext().root, file.filepath),
  })
}
