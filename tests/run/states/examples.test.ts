import { describe, expect, test } from 'vitest'
import * as vocabulary from '../../../expectations/index.ts'
import type { Example, Expectation } from '../../../src/core/expectation.ts'
import type { Outcome } from '../../../src/core/result.ts'
import { MergedRelation } from '../../../src/run/states/merged.ts'
import { RecordingRelation } from '../../../src/run/states/recording.ts'
import { judgeExample } from '../../support/example.ts'
import type { Columns } from '../support.ts'
import { engineForTables, partsOf, savedFrom } from './support.ts'

const table = engineForTables()
const expectations: readonly Expectation[] = Object.values(vocabulary)

/** What is about other rows than each by itself, or about single rows, and so cannot be judged without them. */
const inseparable = [
  'toHaveCorrelationBetween',
  'toHaveCorrelationNear',
  'toHaveNoOutliers',
  'toHaveNoRowsFrom',
  'toHaveNoTargetLeakage',
  'toHaveNoTimeGaps',
  'toHaveSameJointDistributionAs',
  'toHaveSameQueryResultAs',
  'toHaveValuesDecreasing',
  'toHaveValuesIncreasing',
  'toHaveValuesNearMovingMean',
  'toHaveValuesOfOneType',
  'toHaveZScoresBelow',
]

describe.each(expectations)('$name', expectation => {
  test.each(expectation.examples.map((example, index) => [index + 1, example] as const))(
    'example %i is judged by the states of two halves as by the whole',
    async (_, example) => {
      const outcome = await outcomeOf(expectation, example)
      if (inseparable.includes(expectation.name) && outcome.status === 'errored')
        expect(outcome.found).toMatch(/cannot be (judged|had) from states/)
      else
        expect({ status: outcome.status, found: outcome.found }).toEqual({
          status: example.status,
          found: example.found,
        })
    },
  )
})

/** Judges halves, then what is merged of their states. */
async function outcomeOf(expectation: Expectation, example: Example): Promise<Outcome> {
  const { data, types, reference } = example
  const rows = Math.max(0, ...Object.values(data).map(({ length }) => length))
  const { schema } = await table(data, types)
  const own = Object.fromEntries(schema.columns.map(({ name, type }) => [name, type]))
  const recorded = async (columns: Columns, of = types) => new RecordingRelation(await table(columns, of))
  const ofReference = reference && (await recorded(reference))
  const halves = []
  for (const half of partsOf(data, [Math.ceil(rows / 2)])) halves.push(await recorded(half, own))
  for (const sample of halves)
    await judgeExample(expectation, example, { sample, ...(ofReference && { reference: ofReference }) })
  const sample = new MergedRelation(
    halves.map((half, index) => savedFrom(half, `half${index}`)),
    'sample',
  )
  return judgeExample(expectation, example, {
    sample,
    ...(ofReference && { reference: new MergedRelation([savedFrom(ofReference, 'reference')], 'reference') }),
  })
}
