import type { Example, Expectation } from '../../src/core/expectation.ts'
import type { Outcome } from '../../src/core/result.ts'
import { checkAll } from '../../src/run/check.ts'
import { type Datasets, openSession } from '../../src/run/session.ts'

/** Judges data by the check of an example, its test alone in its family. */
export async function judgeExample(
  expectation: Expectation,
  example: Example,
  data: Datasets,
): Promise<Outcome> {
  const { column, columns = column === undefined ? [] : [column], params = {} } = example
  const session = openSession(data)
  session.recall(example.past ?? [])
  const check = {
    id: 'example',
    suite: 'examples',
    expectation,
    columns,
    params: expectation.params.parse(params),
    severity: 'error' as const,
  }
  const { outcomes } = await checkAll([check], session, {
    alpha: {},
    correction: 'none',
    decide: (pValues, { alpha }) =>
      pValues.map(pValue => ({ limit: alpha, adjustedP: pValue, rejected: pValue <= alpha })),
    display: 'full',
  })
  const [outcome] = outcomes
  if (!outcome) throw new Error('The check has no outcome.')
  return outcome
}
