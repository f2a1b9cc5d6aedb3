import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  toHaveCombinationsInReference,
  toHaveConsistentLabels,
  toHaveNoRowsInReference,
  toHaveNoTimeGaps,
  toHaveSameRowsAs,
  toHaveUniqueRows,
  toHaveValuesAfterReference,
  toHaveValuesInReference,
  toHaveValuesOfOneType,
} from '../../expectations/index.ts'
import type { Engine, Relation } from '../../src/core/engine.ts'
import type { Expectation } from '../../src/core/expectation.ts'
import { equal, type Expr, value } from '../../src/core/expr.ts'
import type { Value } from '../../src/core/value.ts'
import { checkAll } from '../../src/run/check.ts'
import { openSession } from '../../src/run/session.ts'
import { openEngine } from '../engines/support.ts'

type Table = Readonly<Record<string, readonly Value[]>>

let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})
afterAll(() => engine.close())

const open = (label: string, columns: Table): Promise<Relation> =>
  engine.open({ kind: 'memory', label, columns })

interface Asked {
  readonly columns?: readonly string[]
  readonly params?: object
  readonly where?: Expr
  readonly reference?: Table
}

/** The numbers of the offending rows, from 1. */
async function offendersOf(expectation: Expectation, sample: Table, asked: Asked) {
  const { columns = [], params = {}, where, reference } = asked
  const session = openSession({
    sample: await open('sample', sample),
    ...(reference && { reference: await open('reference', reference) }),
  })
  const { outcomes } = await checkAll(
    [
      {
        id: 'check',
        suite: 'suite',
        expectation,
        columns,
        params: expectation.params.parse(params),
        severity: 'error',
        ...(where && { where }),
      },
    ],
    session,
    { alpha: {}, correction: 'none', decide: () => [], display: 'full' },
  )
  return outcomes[0]?.unexpected?.positions ?? outcomes[0]?.found
}

test('rows without a counterpart in the reference offend, among those that a condition keeps', async () => {
  const sample = { id: [1, 9, null, 8, 2], kind: ['a', 'a', 'a', 'b', 'b'] }
  const asked = { columns: ['id'], params: { in: 'key' }, reference: { key: [1, 2, null] } }
  expect(await offendersOf(toHaveValuesInReference, sample, asked)).toEqual([2, 4])
  const where = equal(value('kind'), 'a')
  expect(await offendersOf(toHaveValuesInReference, sample, { ...asked, where })).toEqual([2])
})

test('combinations without a counterpart offend, wherever the columns stand in the reference', async () => {
  const sample = { shop: ['a', 'a', null, 'b'], day: [1, 2, 9, 1] }
  const reference = { day: [1, 1], shop: ['a', 'b'] }
  const asked = { columns: ['shop', 'day'], reference }
  expect(await offendersOf(toHaveCombinationsInReference, sample, asked)).toEqual([2])
})

test('rows that are extra or changed offend, nulls being the same', async () => {
  const sample = { id: [1, 2, 3, 4], price: [5, null, 7, 8] }
  const reference = { price: [5, null, 6], id: [1, 2, 3] }
  const asked = { columns: ['id'], reference }
  expect(await offendersOf(toHaveSameRowsAs, sample, asked)).toEqual([3, 4])
})

test('a condition keeps rows of both sides when tables are compared', async () => {
  const sample = { id: [1, 2], shop: ['a', 'b'] }
  const reference = { id: [1, 3], shop: ['a', 'b'] }
  const where = equal(value('shop'), 'a')
  const found = await offendersOf(toHaveSameRowsAs, sample, { columns: ['id'], reference, where })
  expect(found).toBe('0 missing, 0 extra and 0 changed; 1 row, 1 in the reference')
})

test('a column of the reference with another type cannot hold the values', async () => {
  const found = await offendersOf(
    toHaveValuesInReference,
    { id: ['1'] },
    { columns: ['id'], reference: { id: [1] } },
  )
  expect(found).toBe(
    'The values of id in sample are each text and those of id in reference a whole number, so they do not compare.',
  )
})

test('every copy of a row offends, also where a column is called as an alias of the query', async () => {
  const sample = { k0: [1, 2, 1, null, null], n: ['x', 'x', 'x', 'y', 'y'] }
  expect(await offendersOf(toHaveUniqueRows, sample, {})).toEqual([1, 3, 4, 5])
})

test('rows of the rarer type offend', async () => {
  const sample = { size: ['1', 'large', null, '2', 'true'] }
  expect(await offendersOf(toHaveValuesOfOneType, sample, { columns: ['size'] })).toEqual([2, 5])
})

test('the moment after a gap offends, wherever its row is', async () => {
  const days = ['2019-01-09', '2019-01-01', '2019-01-02', '2019-01-10'].map(day => new Date(day))
  const asked = { columns: ['day'], params: { longest: '1 day' } }
  expect(await offendersOf(toHaveNoTimeGaps, { day: days }, asked)).toEqual([1])
  const where = equal(value('kept'), true)
  const table = { day: days, kept: [true, true, false, true] }
  expect(await offendersOf(toHaveNoTimeGaps, table, { ...asked, where })).toEqual([1])
})

test('rows offend that the reference has too, by the columns named', async () => {
  const sample = { user: ['a', null, 'b'], x: [1, 2, 3] }
  const reference = { user: ['b', null], x: [1, 2] }
  const asked = { params: { columns: ['user'] }, reference }
  expect(await offendersOf(toHaveNoRowsInReference, sample, asked)).toEqual([3])
  expect(await offendersOf(toHaveNoRowsInReference, sample, { reference })).toEqual([2])
})

test('moments up to the last one of the reference offend', async () => {
  const sample = { at: ['2019-02-01', '2019-01-31', '2019-01-01'].map(day => new Date(day)) }
  const reference = { at: [new Date('2019-01-31')] }
  const asked = { columns: ['at'], reference }
  expect(await offendersOf(toHaveValuesAfterReference, sample, asked)).toEqual([2, 3])
})

test('rows whose features have several labels offend, those without a label do not', async () => {
  const sample = { x: [1, 1, 2, 1, 2], label: ['cat', 'dog', 'cat', null, 'cat'], id: [1, 2, 3, 4, 5] }
  const asked = { columns: ['label'], params: { features: ['x'] } }
  expect(await offendersOf(toHaveConsistentLabels, sample, asked)).toEqual([1, 2])
})
