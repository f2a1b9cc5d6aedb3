import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as vocabulary from '../../expectations/index.ts'
import type { Engine } from '../../src/core/engine.ts'
import type { Example, Expectation } from '../../src/core/expectation.ts'
import type { Outcome } from '../../src/core/result.ts'
import { engines } from '../../src/engines/index.ts'
import { judgeExample } from '../support/example.ts'

const expectations: readonly Expectation[] = Object.values(vocabulary)

describe.each(Object.keys(engines))('on %s', name => {
  let engine: Engine
  beforeAll(async () => {
    const open = await engines[name]?.()
    if (!open) throw new Error(`There is no engine ${name}.`)
    engine = await open({})
  })
  afterAll(() => engine.close())

  describe.each(expectations)('$name', expectation => {
    test.each(expectation.examples.map((example, index) => [index + 1, example] as const))(
      'example %i has the verdict that its description states',
      async (_, example) => {
        const { status, found } = await outcomeOf(expectation, example, engine)
        expect({ status, found }).toEqual({ status: example.status, found: example.found })
      },
    )
  })
})

test.each(expectations)('$name is explained by a pass, a failure and an edge', ({ examples }) => {
  const statuses = new Set(examples.map(example => example.status))
  expect(examples.length).toBeGreaterThanOrEqual(3)
  expect([...statuses]).toEqual(expect.arrayContaining(['passed', 'failed']))
})

/** Judges the data of one example. */
async function outcomeOf(expectation: Expectation, example: Example, engine: Engine): Promise<Outcome> {
  const { data, types, reference } = example
  const open = (label: string, columns: Example['data']) =>
    engine.open({ kind: 'memory', label, columns, ...(types && { types }) })
  return judgeExample(expectation, example, {
    sample: await open('sample', data),
    ...(reference && { reference: await open('reference', reference) }),
  })
}
