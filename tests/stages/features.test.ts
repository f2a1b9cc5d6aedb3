import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rowExpression } from '../../src/core/condition-reader.ts'
import type { Value } from '../../src/core/value.ts'
import { definitionsOf, featureDefinitions, featuresOf } from '../../src/stages/features/definitions.ts'
import { features } from '../../src/stages/features/index.ts'
import { workbench } from '../engines/support.ts'
import { refusalOf, runStage } from '../support/stage.ts'

const { memory, openFile, path } = workbench()

const rentals = `price,nights,minimum,since
100,2,1,2019-05-21
80.5,0,3,2019-01-01
,1,2,
`
const inputs = { data: { 'rentals.csv': rentals } }
const params = {
  features: {
    per_night: 'price / nights',
    is_dear: { formula: 'per_night > 40 or price > 90', description: 'Costs more than most.' },
    month_end: 'since >= "2019-05-01"',
  },
}

test('features are added to a table, and how they are made is written', async () => {
  const { columns, text, log, metrics, metadata } = await runStage(features, { params, inputs })
  const { per_night, is_dear, month_end } = await columns('featured')
  expect([per_night, is_dear, month_end]).toEqual([
    [50, null, null],
    [true, null, null],
    [true, false, null],
  ])
  expect(log).toMatchInlineSnapshot(`
    [
      "per_night: 1 value in 3 rows.",
      "is_dear: 1 value in 3 rows.",
      "month_end: 2 values in 3 rows.",
    ]
  `)
  expect(metrics).toEqual({ rows: 3, features: 3 })
  expect(metadata).toEqual({ definitions: { features: ['per_night', 'is_dear', 'month_end'] } })
  expect(text('definitions', 'features.json')).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "inputs": [
        {
          "name": "price",
          "type": "number"
        },
        {
          "name": "nights",
          "type": "integer"
        },
        {
          "name": "since",
          "type": "date"
        }
      ],
      "features": [
        {
          "name": "per_night",
          "formula": "price / nights",
          "type": "number"
        },
        {
          "name": "is_dear",
          "formula": "per_night > 40 or price > 90",
          "description": "Costs more than most.",
          "type": "boolean"
        },
        {
          "name": "month_end",
          "formula": "since >= \\"2019-05-01\\"",
          "type": "boolean"
        }
      ]
    }
    "
  `)
})

test('one row gets the features that it has in the table', async () => {
  const { text } = await runStage(features, { params, inputs })
  const of = featuresOf(featureDefinitions.parse(JSON.parse(text('definitions', 'features.json'))))
  expect(of({ price: 100, nights: 2, since: '2019-05-21' })).toEqual({
    per_night: 50,
    is_dear: true,
    month_end: true,
  })
  expect(of({ price: 80.5, nights: 0, since: '2019-01-01', minimum: 'not asked for' })).toEqual({
    per_night: null,
    is_dear: null,
    month_end: false,
  })
})

const number = fc.option(
  fc.oneof(
    fc.constantFrom(0, -0, 1, 2.5, 0.1, 1e300, 2 ** 53, Number.NaN, Infinity, -Infinity),
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  ),
)
const integer = fc.option(
  fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n),
  ),
)
const cell = {
  n: number,
  m: number,
  i: integer,
  j: integer,
  s: fc.option(fc.constantFrom('', 'a', 'A', 'é', '🎵', '\uffee', "'", 'b"', '2020-01-01')),
  b: fc.option(fc.boolean()),
  d: fc.option(fc.constantFrom('2020-02-29', '1969-12-31', '2019-05-21').map(day => new Date(day))),
  t: fc.option(fc.constantFrom('2020-02-29T23:59:59.999Z', '1969-12-31T00:00Z').map(at => new Date(at))),
}
const types = {
  n: 'number',
  m: 'number',
  i: 'integer',
  j: 'integer',
  s: 'string',
  b: 'boolean',
  d: 'date',
  t: 'timestamp',
} as const
/** A whole number and a number that are the same only where the first is rounded. */
const large = {
  n: 2 ** 53,
  m: 1e300,
  i: 2n ** 53n + 1n,
  j: 2n ** 63n - 1n,
  s: '\uffee' as const,
  b: false,
  d: null,
  t: new Date('1969-12-31T23:59:59.999Z'),
}
const formulas = [
  'n + m',
  'n * m - i',
  'i + j * 2',
  'i * j',
  'i - 0.5',
  'i / j',
  'n / m',
  '-n',
  'abs(i)',
  'abs(n) + 1',
  'n < m',
  'n = m',
  'n >= 9007199254740993',
  'i = n',
  'i < n',
  'i < 2.5',
  'i <= j',
  'n in [0, 2.5, 9007199254740992]',
  'i in [1, 2.5, 9007199254740993]',
  's in ["a", "🎵", 1]',
  's < "é"',
  's < "🎵"',
  's = i',
  'length(s)',
  'length(s) > 1 and b',
  'b or n > 0',
  'not (b and i > 0)',
  'not b',
  'b = (n > 1)',
  'n is null or isNonFinite(n)',
  'isNonFinite(i)',
  'hour(t) + weekday(d)',
  'hour(d)',
  'weekday(t) between 2 and 5',
  'd < t',
  'd = "2020-02-29"',
  't > "2019-01-01 10:00"',
  's = "2020-01-01"',
  'n not in [1]',
  's is not null',
]

test('a table and its rows one by one have the same features', async () => {
  const definitions = definitionsOf(
    formulas.map((formula, index) => ({ name: `f${index}`, formula })),
    new Map(Object.entries(types)),
  )
  const of = featuresOf(definitions)
  const names = Object.keys(types) as (keyof typeof types)[]
  const compute = {
    kind: 'compute' as const,
    columns: definitions.features.map(({ name, formula }) => ({
      into: name,
      value: rowExpression.parse(formula),
    })),
  }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record(cell), { minLength: 1, maxLength: 20 }), async rows => {
      const columns = Object.fromEntries(names.map(name => [name, rows.map(row => row[name])]))
      const out = { path: path('features.parquet'), format: 'parquet' as const }
      const written = await (await memory(columns, types)).writeTable({ steps: [compute], files: [out] })
      expect(written.columns.slice(names.length)).toEqual(
        definitions.features.map(({ name, type }) => ({ name, type })),
      )
      const asked = { columns: definitions.features.map(({ name }) => name), limit: rows.length, seed: 1 }
      const found = await (await openFile(out.path)).rows(asked)
      const expected = rows.map(row => Object.values(of(row)))
      for (const [place, { formula }] of definitions.features.entries())
        expect([formula, ...(found[place] ?? []).map(String)]).toEqual([
          formula,
          // As text, because whole numbers beyond 64 bits are text in a file.
          ...expected.map(values => String(values[place])),
        ])
    }),
    { numRuns: 30, seed: 11, examples: [[[large]]] },
  )
})

test('a row that is not as the table was is refused', () => {
  const columns = new Map([
    ['price', 'number'],
    ['day', 'date'],
  ] as const)
  const of = featuresOf(definitionsOf([{ name: 'x', formula: 'price > 1 and day > "2020-01-01"' }], columns))
  const said = (row: Readonly<Record<string, Value>>) => refusalOf(Promise.resolve(row).then(of))
  return Promise.all([
    said({ price: 1 }),
    said({ price: 'abc', day: null }),
    said({ price: 1, day: '2020-02-30' }),
    said(JSON.parse('{"__proto__": {"price": 1}, "day": null}')),
  ]).then(texts => {
    expect(texts).toMatchInlineSnapshot(`
      [
        "day is missing in the row. (exit 2)
      Give null where there is no value.",
        "price is "abc", and not a number. (exit 2)
      Give a value of the type that the features were made for.",
        "day is "2020-02-30", and not a date. (exit 2)
      Give a value of the type that the features were made for.",
        "price is missing in the row. (exit 2)
      Give null where there is no value.",
      ]
    `)
  })
})

test('formulas that cannot be computed are refused', async () => {
  const said = (formula: string) =>
    refusalOf(runStage(features, { params: { features: { x: formula } }, inputs }))
  expect(await said('prise * 2')).toMatchInlineSnapshot(`
    "x: There is no column prise. (exit 2)
    Did you mean price?"
  `)
  expect(await said('since + 1')).toMatchInlineSnapshot(`
    "x: Arithmetic needs numbers, and this is a date. (exit 2)
    Choose columns of another type, or cast them in a step before."
  `)
  expect(await said('since < price')).toMatchInlineSnapshot(`
    "x: There is no order of a date and a number. (exit 2)
    Choose columns of another type, or cast them in a step before."
  `)
  expect(await said('price matches "a"')).toMatchInlineSnapshot(`
    "x: matches cannot be worked out for one row at a time. (exit 2)
    Use arithmetic, comparisons, in, is null, and, or, not, length, abs, hour and weekday."
  `)
  expect(await said('length(price)')).toMatchInlineSnapshot(`
    "x: Only text has a length here, and this is a number. (exit 2)
    Choose columns of another type, or cast them in a step before."
  `)
  expect(await said('since = "2019-02-30"')).toMatchInlineSnapshot(`
    "x: "2019-02-30" is no date. (exit 2)
    Write it as 2020-01-31 or 2020-01-31 10:30."
  `)
  const { error } = features.params.safeParse({
    features: { x: '1 +', y: { formula: 'a b', description: '' } },
  })
  expect(error && z.prettifyError(error)).toMatchInlineSnapshot(`
    "✖ expected a column or a value at character 4, received the end
      → at features.x
    ✖ expected and, or or the end at character 3, received b
      → at features.y"
  `)
})
