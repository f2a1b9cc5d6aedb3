import { expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import type { Value } from '../../src/core/value.ts'
import * as tolerance from '../../src/stats/sampling.ts'
import { deriveSuite } from '../../src/suites/derive.ts'
import { type Table, tables } from './answers.ts'

/** `n` values, the ones that a function makes of 0, 1, 2, …. */
const values = (n: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: n }, (_, i) => make(i))

async function derived(reference: Table, sample: Table = reference) {
  const { data, answer } = tables(reference, sample)
  return deriveSuite({ data, answer, expectations, tolerance })
}

/** The derived checks of a column: id, parameters and derivation. */
async function checksOf(column: string, reference: Table, sample?: Table) {
  const { suite, remarks } = await derived(reference, sample)
  const checks = suite.checks.filter(check => check.columns.includes(column))
  return { remarks, checks: checks.map(({ id, params, derivation }) => ({ id, params, derivation })) }
}

test('a numeric column has its type, null share, range and distribution checked', async () => {
  const reference: Table = {
    price: { type: 'number', values: values(1000, i => (i % 100 === 0 ? null : i / 8)) },
  }
  const sample: Table = { price: { type: 'number', values: values(500, i => i / 8) } }
  expect(await checksOf('price', reference, sample)).toMatchInlineSnapshot(`
    {
      "checks": [
        {
          "derivation": "The type in train.csv.",
          "id": "price.type",
          "params": {
            "exactly": false,
            "type": "number",
          },
        },
        {
          "derivation": "10 of 1,000 reference values missing; up to 16 of 500 are explained by sampling.",
          "id": "price.null-share",
          "params": {
            "max": 0.033,
          },
        },
        {
          "derivation": "Range of 990 reference values; up to 6 of 500 outside are explained by sampling.",
          "id": "price.range",
          "params": {
            "max": 124.875,
            "min": 0.125,
            "mostly": 0.988,
            "strictMax": false,
            "strictMin": false,
          },
        },
        {
          "derivation": "Every numeric column is compared with the reference.",
          "id": "price.ks",
          "params": {
            "alternative": "two-sided",
            "test": "ks",
          },
        },
      ],
      "remarks": [],
    }
  `)
})

test('a column of few texts has its set checked, which categories seen once widen', async () => {
  const often = values(1000, i => ['rock', 'pop', 'jazz'][i % 3] ?? null)
  const reference: Table = { genre: { type: 'string', values: [...often, 'polka', 'fado'] } }
  expect(await checksOf('genre', reference)).toMatchInlineSnapshot(`
    {
      "checks": [
        {
          "derivation": "The type in train.csv.",
          "id": "genre.type",
          "params": {
            "exactly": false,
            "type": "string",
          },
        },
        {
          "derivation": "0 of 1,002 reference values missing; up to 8 of 1,002 are explained by sampling.",
          "id": "genre.null-share",
          "params": {
            "max": 0.008,
          },
        },
        {
          "derivation": "The 5 distinct values of 1,002 reference values; up to 12 of 1,002 outside are explained by sampling.",
          "id": "genre.in-set",
          "params": {
            "mostly": 0.988,
            "values": [
              "rock",
              "jazz",
              "pop",
              "fado",
              "polka",
            ],
          },
        },
        {
          "derivation": "The shares of categories are compared with the reference; a change is only a warning.",
          "id": "genre.chi2",
          "params": {
            "allowUnderpowered": true,
          },
        },
      ],
      "remarks": [],
    }
  `)
})

test('missing columns are errors, new ones warnings', async () => {
  const reference: Table = { a: { type: 'boolean', values: [true] }, b: { type: 'boolean', values: [true] } }
  const sample: Table = { c: { type: 'boolean', values: [true] }, a: { type: 'boolean', values: [true] } }
  const { suite, remarks } = await derived(reference, sample)
  const [required, others] = suite.checks
  expect(required).toMatchObject({ id: 'table.columns', params: { columns: ['a', 'b'] }, severity: 'error' })
  expect(others).toMatchObject({
    id: 'table.new-columns',
    params: { columns: ['a'], exactly: true },
    severity: 'warning',
  })
  expect(remarks).toContain('Nothing else is checked for b: the sample does not have the column.')
})

test('the suite is named after the reference and says that it is derived', async () => {
  const { suite } = await derived({ a: { type: 'boolean', values: [true] } })
  expect(suite).toMatchObject({ name: 'derived from train.csv', derived: true })
})

test('what is left out is said, with the reason', async () => {
  const n = 400
  const reference: Table = {
    id: { type: 'integer', values: values(n, i => 7000 + i) },
    version: { type: 'integer', values: values(n, () => 3) },
    day: { type: 'date', values: values(n, i => new Date(i * 86_400_000)) },
    seen: { type: 'timestamp', values: values(n, i => new Date(i)) },
    name: { type: 'string', values: values(n, i => `host-${i}`) },
    tags: { type: 'list', values: values(n, () => 'a') },
    empty: { type: 'unknown', values: values(n, () => null) },
    nan: { type: 'number', values: values(n, () => Number.NaN) },
    price: { type: 'integer', values: values(n, i => i % 90) },
    size: { type: 'number', values: values(n, i => i % 90) },
  }
  const sample: Table = {
    ...reference,
    price: { type: 'string', values: values(n, i => `€${i % 90}`) },
    size: { type: 'unknown', values: values(n, () => null) },
  }
  const { suite, remarks } = await derived(reference, sample)
  expect(remarks).toMatchInlineSnapshot(`
    [
      "Range and distribution are not compared for id: a different whole number in every row is a key.",
      "The distribution is not compared for version: the reference has one value only, and the range covers it.",
      "The range is not compared for day and seen: dates and timestamps move on from batch to batch.",
      "The values are not compared for name: so many different texts without a space are ids or codes.",
      "Only type and missing values are checked for tags: lists and structs have no order.",
      "The values are not compared for empty and nan: the reference has none to compare.",
      "The values are not compared for price: the sample has another type.",
      "The distribution is not compared for size: the sample has no value.",
    ]
  `)
  expect(suite.checks.map(check => check.id)).toMatchInlineSnapshot(`
    [
      "table.columns",
      "table.new-columns",
      "id.type",
      "id.null-share",
      "version.type",
      "version.null-share",
      "version.range",
      "day.type",
      "day.null-share",
      "day.time-profile",
      "seen.type",
      "seen.null-share",
      "seen.time-profile",
      "name.type",
      "name.null-share",
      "tags.type",
      "tags.null-share",
      "empty.null-share",
      "nan.type",
      "nan.null-share",
      "price.type",
      "price.null-share",
      "size.type",
      "size.null-share",
      "size.range",
    ]
  `)
})

test('whole numbers without a repetition are a key only where chance would repeat some', async () => {
  const sparse = values(100, i => i * i * 1000)
  const ids = (all: readonly Value[]) => derived({ a: { type: 'integer', values: all } })
  expect((await ids(sparse)).remarks).toEqual([])
  expect((await ids(values(100, i => i))).remarks).toHaveLength(1)
  expect((await ids(values(1000, i => i * i * 1000))).remarks).toHaveLength(1)
  expect((await ids([...values(100, i => i), 5])).remarks).toEqual([])
})

test('a column that may well be empty in a sample of this size may have nothing to check', async () => {
  const rare = (n: number, every: number): Table => ({
    note: { type: 'string', values: values(n, i => (i % every === 0 ? 'x' : null)) },
  })
  const vacuous = async (reference: Table) => {
    const { suite } = await derived(reference, { note: { type: 'unknown', values: values(500, () => null) } })
    return suite.checks.filter(check => check.columns.length > 0).map(check => check.allowVacuous ?? false)
  }
  expect(await vacuous(rare(1000, 500))).toEqual([true, false, true])
  expect(await vacuous(rare(1000, 2))).toEqual([false, false, false])
})

test('an empty sample gets no bounds, and nothing that accepts nothing to check', async () => {
  const reference: Table = { price: { type: 'number', values: values(100, i => i / 8) } }
  const { suite } = await derived(reference, { price: { type: 'number', values: [] } })
  expect(suite.checks.map(check => check.id)).toEqual([
    'table.columns',
    'table.new-columns',
    'price.type',
    'price.range',
  ])
  expect(suite.checks.some(check => check.allowVacuous)).toBe(false)
})

test('an empty reference implies columns only', async () => {
  const { suite } = await derived(
    { a: { type: 'unknown', values: [] } },
    { a: { type: 'integer', values: [1, 2] } },
  )
  expect(suite.checks.map(check => check.id)).toEqual(['table.columns', 'table.new-columns'])
})

test('all questions are asked in one turn', async () => {
  const table: Table = {
    a: { type: 'integer', values: [1, 2, 2] },
    b: { type: 'string', values: ['x', 'y', 'y'] },
    c: { type: 'number', values: [1, 2, 2.5] },
  }
  const { data, answer, asked } = tables(table, table)
  const pending = deriveSuite({ data, answer, expectations, tolerance })
  const first = asked.length
  await pending
  expect(asked.length).toBe(first)
})

test('whole numbers with few distinct values are codes: their set and their shares are checked', async () => {
  const codes: Table = { payment_type: { type: 'integer', values: values(1000, i => (i % 4) + 1) } }
  const { checks } = await checksOf('payment_type', codes)
  expect(checks.map(({ id }) => id)).toEqual([
    'payment_type.type',
    'payment_type.null-share',
    'payment_type.in-set',
    'payment_type.chi2',
  ])
})

test('times and free text are compared by their profile, which only warns', async () => {
  const reference: Table = {
    day: { type: 'date', values: values(400, i => new Date(i * 86_400_000)) },
    seen: { type: 'timestamp', values: values(400, i => new Date(i * 3_600_000)) },
    comment: { type: 'string', values: values(400, i => `It was fine at ${i}`) },
  }
  const { suite, remarks } = await derived(reference)
  const profiles = suite.checks.filter(({ id }) => id.endsWith('-profile'))
  expect(
    profiles.map(({ id, severity, params, derivation }) => ({ id, severity, params, derivation })),
  ).toMatchInlineSnapshot(`
    [
      {
        "derivation": "Times are compared by hour and weekday; a change is only a warning, and less than the calendar makes is none.",
        "id": "day.time-profile",
        "params": {
          "allowUnderpowered": true,
          "minEffect": 0.1,
        },
        "severity": "warning",
      },
      {
        "derivation": "Times are compared by hour and weekday; a change is only a warning, and less than the calendar makes is none.",
        "id": "seen.time-profile",
        "params": {
          "allowUnderpowered": true,
          "minEffect": 0.1,
        },
        "severity": "warning",
      },
      {
        "derivation": "Free text is compared by its form; a change is only a warning.",
        "id": "comment.text-profile",
        "params": {
          "allowUnderpowered": true,
        },
        "severity": "warning",
      },
    ]
  `)
  expect(remarks).toMatchInlineSnapshot(`
    [
      "The range is not compared for day and seen: dates and timestamps move on from batch to batch.",
      "Of the values only the form is compared for comment: there are too many different texts for categories.",
    ]
  `)
})

test('a profile needs values in the sample', async () => {
  const profiles = async (sample: Table) =>
    (await derived(texts, sample)).suite.checks.map(({ id }) => id).filter(id => id.endsWith('-profile'))
  const texts: Table = {
    seen: { type: 'timestamp', values: values(400, i => new Date(i * 3_600_000)) },
    comment: { type: 'string', values: values(400, i => `It was fine at ${i}`) },
  }
  const nothing = values(400, () => null)
  expect(await profiles(texts)).toEqual(['seen.time-profile', 'comment.text-profile'])
  expect(
    await profiles({
      seen: { type: 'unknown', values: nothing },
      comment: { type: 'unknown', values: nothing },
    }),
  ).toEqual([])
})

test('texts are free text from a fifth with a space on, and ids or codes below', async () => {
  const remarks = async (every: number) => {
    const comment = values(400, i => (i % every === 0 ? `number ${i}` : `n${i}`))
    return (await derived({ comment: { type: 'string', values: comment } })).remarks
  }
  expect([...(await remarks(5)), ...(await remarks(6))]).toMatchInlineSnapshot(`
    [
      "Of the values only the form is compared for comment: there are too many different texts for categories.",
      "The values are not compared for comment: so many different texts without a space are ids or codes.",
    ]
  `)
})

test('numbers that mostly differ are not compared where their column is named as an id', async () => {
  const mostly = values(300, i => (i * i) % 7919)
  const half = values(300, i => ((i * i) % 7919) % 149)
  const names = ['host_id', 'hostId', 'hostID', 'ID', 'track ids', 'paid', 'humid', 'Madrid']
  const table = (numbers: readonly Value[]): Table =>
    Object.fromEntries(names.map(name => [name, { type: 'integer' as const, values: numbers }]))
  expect((await derived(table(mostly))).remarks).toMatchInlineSnapshot(`
    [
      "Range and distribution are not compared for host_id, hostId, hostID, ID and track ids: the name and so many different numbers say that it is an id.",
    ]
  `)
  expect((await derived(table(half))).remarks).toEqual([])
  const { checks } = await checksOf('host_id', table(mostly))
  expect(checks.map(({ id }) => id)).toEqual(['host_id.type', 'host_id.null-share'])
})
