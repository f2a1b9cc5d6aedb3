import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as vocabulary from '../../expectations/index.ts'
import type { Engine } from '../../src/core/engine.ts'
import type { Expectation } from '../../src/core/expectation.ts'
import { openEngine } from '../engines/support.ts'
import { outcomeOfExample } from '../support/example.ts'

const expectations: readonly Expectation[] = Object.values(vocabulary)

let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})
afterAll(() => engine.close())

describe.each(expectations)('$name', expectation => {
  test.each(expectation.examples.map((example, index) => [index + 1, example] as const))(
    'example %i has the verdict that its description states',
    async (_, example) => {
      const { status, found } = await outcomeOfExample(expectation, example, engine)
      expect({ status, found }).toEqual({ status: example.status, found: example.found })
    },
  )
})

test.each(expectations)('$name is explained by a pass, a failure and an edge', ({ examples }) => {
  const statuses = new Set(examples.map(example => example.status))
  expect(examples.length).toBeGreaterThanOrEqual(3)
  expect([...statuses]).toEqual(expect.arrayContaining(['passed', 'failed']))
})
