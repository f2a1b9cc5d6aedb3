import { describe, expect, test } from 'vitest'
import type { ValueDisplay } from '../../src/core/masking.ts'
import type { Value } from '../../src/core/value.ts'
import { explainingSlice } from '../../src/stats/index.ts'
import { aCheck, judged, memoryEngine } from './support.ts'

const open = memoryEngine()
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)

type Row = Readonly<Record<string, Value>>
type Name = Parameters<typeof aCheck>[0]

const cities = ['Rome', 'Oslo', 'Bonn', 'Nice']
const payments = ['card', 'cash', 'bill']

/** Trips, evenly spread over cities, payments and 100 prices. */
const trips = (n: number): readonly Row[] =>
  upTo(n).map(row => ({
    city: cities[row % 4] ?? null,
    payment: payments[Math.floor(row / 4) % 3] ?? null,
    price: (row * 37) % 101,
    tip: row % 7 === 0 ? null : 1,
    kind: row % 5 === 0 ? 'x' : 'y',
  }))

const reference = trips(3030)

const changed = (is: (row: Row) => boolean, change: Row) =>
  trips(3030).map(row => (is(row) ? { ...row, ...change } : row))

const table = (rows: readonly Row[], label?: string) => {
  const names = Object.keys(rows[0] ?? {})
  return open(Object.fromEntries(names.map(name => [name, rows.map(row => row[name] ?? null)])), label)
}

async function explained(
  before: readonly Row[],
  now: readonly Row[],
  checks: readonly (readonly [Name, string])[] = [['toHaveSameDistributionAs', 'price']],
  display: ValueDisplay = 'masked',
) {
  const data = { reference: await table(before, 'reference'), sample: await table(now) }
  const { outcomes } = await judged(
    checks.map(([name, column]) => aCheck(name, { column })),
    data,
    { explain: explainingSlice, display },
  )
  const scans = [data.reference, data.sample].map(({ queries }) => queries.filter(({ scan }) => scan).length)
  return { outcomes, scans, sentences: outcomes.map(({ test }) => test?.slice?.sentence) }
}

describe('a change is explained', () => {
  test('by one value of a column', async () => {
    const now = changed(row => row.city === 'Oslo', { price: 500 })
    expect((await explained(reference, now)).sentences).toMatchInlineSnapshot(`
      [
        "100 % of the difference comes from the rows with city "Oslo" (25.0 % → 25.0 % of all rows): there the share of 500 went from 0 % to 100 %, elsewhere from 0 % to 0 %.",
      ]
    `)
  })

  test('by values of two columns', async () => {
    const now = changed(row => row.city === 'Oslo' && row.payment === 'cash', { price: 500 })
    expect((await explained(reference, now)).sentences).toMatchInlineSnapshot(`
      [
        "100 % of the difference comes from the rows with payment "cash" and city "Oslo" (8.3 % → 8.3 % of all rows): there the share of 500 went from 0 % to 100 %, elsewhere from 0 % to 0 %.",
      ]
    `)
  })

  test('by rows that are new', async () => {
    const news = upTo(900).map(row => ({ ...trips(900)[row], city: 'Kiel', price: 300 + row }))
    expect((await explained(reference, [...reference, ...news])).sentences).toMatchInlineSnapshot(`
      [
        "100 % of the difference comes from the rows with city "Kiel", which are new (22.9 % of the sample); elsewhere the share of values from 300 went from 0 % to 0 %.",
      ]
    `)
  })

  test('by rows that are gone', async () => {
    const gone = upTo(900).map(row => ({ ...trips(900)[row], city: 'Kiel', price: 300 + row }))
    expect((await explained([...reference, ...gone], reference)).sentences).toMatchInlineSnapshot(`
      [
        "100 % of the difference comes from the rows with city "Kiel", which are gone (22.9 % of the reference); elsewhere the share of values up to 100 went from 100 % to 100 %.",
      ]
    `)
  })

  test('by rows without a value', async () => {
    const before = changed(row => row.city === 'Oslo', { city: null })
    const now = before.map(row => (row.city === null ? { ...row, price: 500 } : row))
    for (const display of ['masked', 'none'] as const)
      expect((await explained(before, now, undefined, display)).sentences).toEqual([
        '100 % of the difference comes from the rows with city missing (25.0 % → 25.0 % of all rows): there the share of 500 went from 0 % to 100 %, elsewhere from 0 % to 0 %.',
      ])
  })

  test('whatever was compared', async () => {
    const now = changed(row => row.city === 'Oslo', { tip: null, kind: 'x', price: 150 })
    const checks = [
      ['toHaveSameMeanAs', 'price'],
      ['toHaveSameCategorySharesAs', 'kind'],
      ['toHaveSameNullShareAs', 'tip'],
    ] as const
    expect((await explained(reference, now, checks)).sentences).toMatchInlineSnapshot(`
      [
        undefined,
        "100 % of the difference comes from the rows with city "Oslo" (25.0 % → 25.0 % of all rows): there the share of "y" went from 79.9 % to 0 %, elsewhere from 80.0 % to 80.0 %.",
        "99.9 % of the difference comes from the rows with kind "x" and city "Oslo" (5.0 % → 25.0 % of all rows): there the share of missing went from 13.8 % to 100 %, elsewhere from 14.3 % to 14.3 %.",
      ]
    `)
  })
})

describe('a change is not explained', () => {
  test('by any rows when it is everywhere', async () => {
    const now = reference.map(row => ({ ...row, price: Number(row.price) + 40 }))
    const { outcomes, sentences } = await explained(reference, now)
    expect([outcomes[0]?.status, sentences]).toEqual(['failed', [undefined]])
  })

  test('by the column itself', async () => {
    const few = (rows: readonly Row[]) => rows.map(({ price }) => ({ price: Number(price) % 10, other: 'a' }))
    const now = few(reference).map(row => (row.price === 3 ? { ...row, price: 4 } : row))
    const { outcomes, sentences } = await explained(few(reference), now)
    expect([outcomes[0]?.status, sentences]).toEqual(['failed', [undefined]])
  })

  test('by columns of more than 50 values', async () => {
    const many = (rows: readonly Row[]) =>
      rows.map(({ price }, row) => ({ price: price ?? null, shop: `shop ${row % 2 === 0 ? 0 : row % 102}` }))
    const now = many(reference).map(row => (row.shop === 'shop 0' ? { ...row, price: 500 } : row))
    const { outcomes, sentences } = await explained(many(reference), now)
    expect([outcomes[0]?.status, sentences]).toEqual(['failed', [undefined]])
  })

  test('when nothing failed', async () => {
    const { outcomes, sentences, scans } = await explained(reference, reference)
    expect([outcomes[0]?.status, sentences]).toEqual(['passed', [undefined]])
    expect(scans).toEqual([1, 1])
  })
})

describe('cells are hidden', () => {
  const named = (rows: readonly Row[]) =>
    rows.map(({ city, ...row }) => ({ email: `${city}@example.org`, ...row }))
  const now = named(changed(row => row.city === 'Oslo', { price: 500, kind: 'x' }))
  const checks = [
    ['toHaveSameDistributionAs', 'price'],
    ['toHaveSameCategorySharesAs', 'kind'],
    ['toHaveSameCategorySharesAs', 'email'],
  ] as const

  test('of personal columns, and nothing else', async () => {
    const { outcomes, sentences } = await explained(named(reference), now, checks)
    expect(sentences).toMatchInlineSnapshot(`
      [
        "100 % of the difference comes from the rows with kind "x" and email masked, 16 characters (5.0 % → 25.0 % of all rows): there the share of 500 went from 0 % to 100 %, elsewhere from 0 % to 0 %.",
        "100 % of the difference comes from the rows with email masked, 16 characters (25.0 % → 25.0 % of all rows): there the share of "y" went from 79.9 % to 0 %, elsewhere from 80.0 % to 80.0 %.",
        undefined,
      ]
    `)
    expect(JSON.stringify(outcomes)).not.toContain('example.org')
  })

  test('of every column when no values are to be shown', async () => {
    const gone = now.filter(row => row.email !== 'Rome@example.org')
    const { outcomes, sentences } = await explained(named(reference), gone, checks, 'none')
    expect(sentences).toMatchInlineSnapshot(`
      [
        "100 % of the difference comes from the rows with kind masked, 1 character and email masked, 16 characters (5.0 % → 33.4 % of all rows): there the share of 500 went from 0 % to 100 %, elsewhere from 0 % to 0 %.",
        "99.9 % of the difference comes from the rows with email masked, 16 characters (25.0 % → 33.4 % of all rows): there the share of ••• went from 79.9 % to 0 %, elsewhere from 80.0 % to 80.1 %.",
        undefined,
      ]
    `)
    expect(outcomes.map(({ hint, test }) => [hint, test?.region?.label])).toMatchInlineSnapshot(`
      [
        [
          "33.4 % of the values are 500, which the reference never has.",
          "500",
        ],
        [
          "The share of ••• went from 80.0 % to 53.3 %.",
          "•••",
        ],
        [
          "••• is gone; it was 25.0 % of the reference.",
          "•••",
        ],
      ]
    `)
    expect(JSON.stringify(outcomes)).not.toMatch(/example\.org|\\"[xy]\\"/)
  })
})

test('the scans are as many for one failed test as for many', async () => {
  const now = changed(row => row.city === 'Oslo', { price: 500, kind: 'x', tip: null })
  const shares = [['toHaveSameNullShareAs', 'tip']] as const
  const all = ['tip', 'price', 'city', 'payment', 'kind'].map(
    column => ['toHaveSameNullShareAs', column] as const,
  )
  const one = await explained(reference, now, shares)
  const nulls = changed(row => row.city === 'Oslo', { price: null, tip: null, payment: null, kind: null })
  const many = await explained(reference, nulls, all)
  expect(many.outcomes.filter(({ status }) => status === 'failed')).toHaveLength(4)
  expect(many.scans).toEqual(one.scans)
})
