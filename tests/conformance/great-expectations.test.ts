import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../src/core/engine.ts'
import { openEngine } from '../engines/support.ts'
import { oracleFile } from '../support/oracle.ts'
import { type GxCase, readCases } from './gx-case.ts'
import { differencesOf } from './gx-compare.ts'
import { knownDifferences } from './gx-differences.ts'
import { runCase } from './gx-run.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})
afterAll(() => engine.close())

const file = oracleFile('conformance', 'great_expectations_cases.jsonl')

describe.skipIf(file === undefined)('the cases of Great Expectations', () => {
  const cases = file === undefined ? [] : readCases(file)
  const isKnown = (one: GxCase) => knownDifferences.some(([, isAbout]) => isAbout(one))

  test.each(cases.filter(one => !isKnown(one)).map(one => [one.id, one] as const))(
    '%s comes out as it does there',
    async (_, one) => {
      expect(differencesOf(one, await runCase(one, engine))).toEqual([])
    },
  )

  test('at most 3 % of the cases are known to differ', () => {
    expect(cases.filter(isKnown).length).toBeLessThanOrEqual(0.03 * cases.length)
  })
})

const between: GxCase = {
  id: 'between',
  expectation_type: 'expect_column_values_to_be_between',
  data: { x: [1, { $float: 'nan' }, 7, 9] },
  schemas: null,
  kwargs: { column: 'x', max_value: 5, mostly: 0.3 },
  expected: {
    success: true,
    unexpected_list: [9, 7],
    unexpected_index_list: [
      { x: 7, pk_index: 2 },
      { x: 9, pk_index: 3 },
    ],
  },
  expected_rows: [2, 3],
  tolerance: null,
}

test('a case agrees when verdict, values and rows do', async () => {
  expect(differencesOf(between, await runCase(between, engine))).toEqual([])
})

test.each([
  [{ success: false }, ['success is true, not false']],
  [{ unexpected_list: [7] }, ['unexpected_list is [7,9], not [7]']],
  [{ unexpected_count: 3 }, ['unexpected_count is 2, not 3']],
  [{ traceback_substring: 'x' }, ['it was judged, where an error is expected']],
  [{ novelty: 1 }, ['novelty is not compared']],
])('a case that expects %j differs', async (expected, problems) => {
  expect(differencesOf({ ...between, expected }, await runCase(between, engine))).toEqual(problems)
})

test('a case that cannot be imported differs, unless an error is expected', async () => {
  const one = { ...between, kwargs: { ...between.kwargs, mostly: 2 } }
  const run = await runCase(one, engine)
  expect(differencesOf(one, run)).toEqual([
    'it could not be judged: It is not valid: mostly: expected number to be <=1.',
  ])
  expect(differencesOf({ ...one, expected: { traceback_substring: 'mostly' } }, run)).toEqual([])
})
