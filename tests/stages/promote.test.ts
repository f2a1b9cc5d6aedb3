import { expect, test } from 'vitest'
import { promote } from '../../src/stages/promote/index.ts'
import { refusalOf, runStage } from '../support/stage.ts'

const candidate = { 'model.json': '{}' }
const current = { 'model.json': '{ }' }

/** Promotes a version with numbers, beside one that has the alias now. */
const promoted = (
  when: Readonly<Record<string, object>>,
  numbers: Readonly<Record<string, number | string>>,
  before?: Readonly<Record<string, number>>,
) =>
  runStage(promote, {
    params: { alias: 'prod', when },
    inputs: { candidate, ...(before && { current }) },
    metadata: { candidate: numbers, ...(before && { current: before }) },
  })

test('an alias moves when all numbers lie within their bounds, ends included', async () => {
  const { checks, aliases } = await promoted({ auc: { min: 0.9 }, mae: { max: 30 } }, { auc: 0.9, mae: 30 })
  expect(checks).toEqual([
    { name: 'auc', passed: true, found: 'auc is 0.9' },
    { name: 'mae', passed: true, found: 'mae is 30' },
  ])
  expect(aliases).toEqual(['candidate:v0 prod'])
})

test('without conditions it moves, too', async () => {
  expect((await promoted({}, {})).aliases).toEqual(['candidate:v0 prod'])
})

test('a number beyond a bound, or worse than that of the current version, keeps it where it is', async () => {
  const { checks, aliases } = await promoted(
    { auc: { min: 0.9, better: 'higher' }, mae: { better: 'lower' }, rows: { max: 5 } },
    { auc: 0.85, mae: 31, rows: 5 },
    { auc: 0.93, mae: 30, rows: 1 },
  )
  expect(checks.map(({ passed, found }) => `${passed} ${found}`)).toEqual([
    'false auc is 0.85, below 0.9, below the 0.93 of current:v0',
    'false mae is 31, above the 30 of current:v0',
    'true rows is 5',
  ])
  expect(aliases).toEqual([])
})

test('as good as the current version is good enough', async () => {
  const { aliases } = await promoted({ auc: { better: 'higher' } }, { auc: 0.9 }, { auc: 0.9 })
  expect(aliases).toHaveLength(1)
})

test('a number that is not there is an error, with the closest one', async () => {
  expect(await refusalOf(promoted({ acu: { min: 1 } }, { auc: 0.9, note: 'text' }))).toMatchInlineSnapshot(`
    "candidate:v0 has no number "acu" in its metadata. (exit 2)
    Did you mean auc?"
  `)
})
