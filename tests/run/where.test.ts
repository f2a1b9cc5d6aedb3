import { afterAll, beforeAll, expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import type { Engine } from '../../src/core/engine.ts'
import type { Value } from '../../src/core/value.ts'
import { checkAll } from '../../src/run/check.ts'
import { openSession } from '../../src/run/session.ts'
import { suiteFromObject } from '../../src/suites/suite.ts'
import { openEngine } from '../engines/support.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})
afterAll(() => engine.close())

type Columns = Readonly<Record<string, readonly Value[]>>

async function judged(suite: object, columns: Columns, reference?: Columns) {
  const open = (label: string, of: Columns) => engine.open({ kind: 'memory', label, columns: of })
  const sample = await open('sample', columns)
  const session = openSession({ sample, ...(reference && { reference: await open('reference', reference) }) })
  const { checks } = suiteFromObject(suite, { file: 'suite', expectations, params: {} })
  const { outcomes } = await checkAll(
    checks.map(check => ({ ...check, suite: 'suite' })),
    session,
    {
      alpha: {},
      correction: 'none',
      decide: (pValues, { alpha }) =>
        pValues.map(pValue => ({ limit: alpha, adjustedP: pValue, rejected: pValue <= alpha })),
      display: 'full',
    },
  )
  return { outcomes, sample }
}

const rentals = {
  kind: ['flat', 'flat', 'room', 'room', null],
  price: [50, 90, 10, null, 5],
  id: [1, 1, 2, 3, 3],
}

test('counts, shares and offending rows are those of the rows that a check is about', async () => {
  const where = 'kind = "flat"'
  const { outcomes } = await judged(
    {
      table: [{ toHaveRowCount: { equal: 2, where } }],
      columns: {
        price: [
          { toHaveValuesBetween: { max: 60, mostly: 0.5, where } },
          { toHaveNoNulls: { where: 'kind != "flat"' } },
          { toHaveMeanBetween: { min: 70, max: 70, where } },
          { toHaveValuesIncreasing: { where } },
        ],
        id: [
          { toHaveUniqueValues: { where } },
          { toHaveDistinctValuesEqual: { values: [2, 3], where: 'kind = "room"' } },
        ],
      },
      combinations: [{ toHaveUniqueCombinations: { columns: ['id', 'kind'], where: 'price is not null' } }],
    },
    rentals,
  )
  expect(
    outcomes.map(({ id, status, found, unexpected }) => [id, status, found, unexpected?.positions]),
  ).toMatchInlineSnapshot(`
    [
      [
        "table.row-count",
        "passed",
        "2 rows",
        undefined,
      ],
      [
        "price.range",
        "passed",
        "1 of 2 values outside (50.0 %), up to 50.0 % allowed",
        undefined,
      ],
      [
        "price.not-null",
        "failed",
        "1 of 2 values missing",
        [
          4,
        ],
      ],
      [
        "price.mean",
        "passed",
        "mean 70",
        undefined,
      ],
      [
        "price.increasing",
        "passed",
        "none of 2 values not increasing",
        undefined,
      ],
      [
        "id.unique",
        "failed",
        "2 of 2 values not unique",
        [
          1,
          2,
        ],
      ],
      [
        "id.distinct-equal",
        "passed",
        "2 of 2 values there",
        undefined,
      ],
      [
        "id+kind.compound-unique",
        "failed",
        "2 of 4 rows not unique",
        [
          1,
          2,
        ],
      ],
    ]
  `)
})

test('what is expected says of which rows', async () => {
  const { outcomes } = await judged({ columns: { price: [{ toHaveNoNulls: { where: 'id < 3' } }] } }, rentals)
  expect(outcomes[0]?.expected).toBe('values of price present, where id < 3')
})

test('a condition that leaves no row leaves nothing to check', async () => {
  const { outcomes } = await judged(
    { columns: { price: [{ toHaveNoNulls: { where: 'id > 100' } }] } },
    rentals,
  )
  expect(outcomes[0]).toMatchObject({ status: 'vacuous', found: 'no rows' })
})

test('a condition on a column that is not there is an error of its check', async () => {
  const { outcomes } = await judged(
    { columns: { price: [{ toHaveNoNulls: { where: 'knd = 1' } }] } },
    rentals,
  )
  expect(outcomes[0]).toMatchObject({ status: 'errored', found: 'There is no column knd in sample.' })
})

test('a condition in the words of the engine is said to be one', async () => {
  const { outcomes } = await judged(
    { columns: { price: [{ toHaveValuesBetween: { max: 60, where: { sql: "kind ILIKE 'FLAT'" } } }] } },
    rentals,
  )
  expect(outcomes[0]).toMatchObject({ status: 'failed', found: '1 of 2 values outside' })
})

test('a comparison with the reference is about the same rows of both', async () => {
  const where = 'kind = "a"'
  const numbers = Array.from({ length: 200 }, (_, index) => index)
  const half = numbers.map(index => (index % 2 === 0 ? 'a' : 'b'))
  const shifted = numbers.map(index => (index % 2 === 0 ? index : index + 1000))
  const { outcomes } = await judged(
    { columns: { n: [{ toHaveSameDistributionAs: { where } }, 'toHaveSameDistributionAs'] } },
    { kind: half, n: shifted },
    { kind: half, n: numbers },
  )
  expect(outcomes.map(({ status, test }) => [status, test?.n])).toEqual([
    ['passed', { reference: 100, sample: 100 }],
    ['failed', { reference: 200, sample: 200 }],
  ])
})

test('emptiness is judged as Great Expectations judges it where a suite says so', async () => {
  const checks = {
    columns: {
      price: [
        'toHaveUniqueValues',
        { toHaveMeanBetween: { min: 0 } },
        { toHaveSumBetween: { max: 1 } },
        { toHaveDistinctCountBetween: { min: 1 } },
      ],
    },
  }
  const empty = { price: [null, null] }
  const statuses = async (suite: object) => (await judged(suite, empty)).outcomes.map(({ status }) => status)
  expect(await statuses(checks)).toEqual(['vacuous', 'vacuous', 'vacuous', 'vacuous'])
  expect(await statuses({ gxCompat: true, ...checks })).toEqual(['passed', 'failed', 'passed', 'failed'])
})

test('conditions cost no scan of their own', async () => {
  const checks = (where: (index: number) => string) => ({
    columns: {
      price: Array.from({ length: 20 }, (_, index) => ({
        toHaveMaxBetween: { max: 1000, where: where(index) },
      })),
    },
  })
  const { sample } = await judged(
    checks(index => `id != ${index}`),
    rentals,
  )
  expect(sample.queries.filter(({ scan }) => scan)).toHaveLength(1)
})
