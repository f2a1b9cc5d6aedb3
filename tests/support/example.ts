import type { Engine } from '../../src/core/engine.ts'
import type { Example, Expectation } from '../../src/core/expectation.ts'
import type { Outcome } from '../../src/core/result.ts'
import { checkAll } from '../../src/run/check.ts'
import type { SuiteCheck } from '../../src/run/outcome.ts'
import { type Datasets, openSession, type Session } from '../../src/run/session.ts'

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
  return judgeAlone(check, session)
}

/** Judges one check, its test alone in its family. */
export async function judgeAlone(check: SuiteCheck, session: Session): Promise<Outcome> {
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

/** Judges the data of an example, opened by an engine. */
export async function outcomeOfExample(
  expectation: Expectation,
  example: Example,
  engine: Engine,
): Promise<Outcome> {
  const { data, types, reference } = example
  const open = (label: string, columns: Example['data']) =>
    engine.open({ kind: 'memory', label, columns, ...(types && { types }) })
  return judgeExample(expectation, example, {
    sample: await open('sample', data),
    ...(reference && { reference: await open('reference', reference) }),
  })
}
