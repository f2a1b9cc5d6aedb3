import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as vocabulary from '../../expectations/index.ts'
import type { Example, Expectation } from '../../src/core/expectation.ts'
import type { Suite } from '../../src/core/suite.ts'
import { isoText } from '../../src/core/value.ts'
import { defineSuite, type SuiteDefinition } from '../../src/suites/define.ts'
import { definitionOf } from '../../src/suites/definition.ts'
import { suiteFromObject, suiteFromYaml } from '../../src/suites/suite.ts'
import { type SuiteForm, suiteForms, suiteIn } from '../../src/suites/suite-text.ts'
import { hostileTexts } from '../support/hostile.ts'

const expectations: readonly Expectation[] = Object.values(vocabulary)
const options = { file: 'suite', expectations: vocabulary, params: { ksAlpha: '0.05' } }

const read = (definition: SuiteDefinition) => suiteFromObject(definition, options)

/** The suite that a text describes, in the form that it has. */
function readAs(form: SuiteForm, text: string): Suite {
  if (form !== 'ts') return suiteFromYaml(text, options)
  const [head = '', body = ''] = text.split('export default ')
  expect(head.replace(/^\/\/.*$/gm, '').trim()).toBe("import { defineSuite } from 'mlcheck'")
  return read(new Function('defineSuite', `return ${body}`)(defineSuite))
}

const printed = (suite: Suite, form: SuiteForm) => suiteIn(form, definitionOf(suite), ['Two\nlines'])

/** Checks without where they stand, by id; YAML and JSON write dates as text. */
function checksOf({ checks }: Suite, form: SuiteForm) {
  const plain = checks.map(({ origin: _, ...check }) => ({ ...check, params: asWritten(check.params, form) }))
  return plain.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function asWritten(value: unknown, form: SuiteForm): unknown {
  if (value instanceof Date) return form === 'ts' ? value : isoText(value)
  if (Array.isArray(value)) return value.map(each => asWritten(each, form))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asWritten(each, form)]))
}

function expectSame(suite: Suite): void {
  for (const form of suiteForms) {
    const again = readAs(form, printed(suite, form))
    expect(again.name).toBe(suite.name)
    expect(checksOf(again, form)).toEqual(checksOf(suite, form))
  }
}

/** An example as a suite, with further keys. */
function suiteOf({ name, subject }: Expectation, example: Example, keys = {}): SuiteDefinition {
  const { params = {}, column = '', columns = [] } = example
  const target = subject === 'columns' ? { columns } : {}
  const check = { [name]: { ...target, ...params, ...keys } }
  if (subject === 'table') return { table: [check] }
  return subject === 'columns' ? { combinations: [check] } : { columns: { [column]: [check] } }
}

test.each(expectations)('$name is printed so that its examples are read as they were', expectation => {
  const keys = { severity: 'warning', note: '$note: # it', tags: ['a b', '$$c'], allowVacuous: false }
  for (const example of expectation.examples) {
    expectSame(read(suiteOf(expectation, example)))
    expectSame(read(suiteOf(expectation, example, { ...keys, where: 'x > 1 and not (`a b` in ["it\'s"])' })))
  }
})

test('names, values, notes, tags and ids may be any text', () => {
  const text = fc.oneof(
    fc.constantFrom(
      ...hostileTexts,
      '$x',
      '$$x',
      '$$$x',
      '__proto__',
      '007',
      'null',
      '~',
      '1e3',
      'yes',
      '- a',
      'a: b',
      '#',
    ),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 }), texts => {
      const columns = texts.map(([column, value, note]) => [
        column,
        [
          {
            toHaveValuesInSet: {
              values: [literally(value), 'b'],
              note: literally(note),
              tags: [literally(`.${note}`)],
            },
          },
          { toHaveNoNulls: { id: literally(`${value}.${column}.${note}`) } },
          'toHaveNoNulls',
        ],
      ])
      const all = texts.map(([column]) => literally(column))
      const combinations = [
        { toHaveUniqueCombinations: { columns: all } },
        { toHaveUniqueCombinations: { columns: all } },
      ]
      const definition = { name: `.${texts[0]?.[0]}`, columns: Object.fromEntries(columns), combinations }
      expectSame(readable(definition))
    }),
    { seed: 3, numRuns: 60 },
  )

  /** As an author has to write a text that is no parameter. */
  function literally(value: string): string {
    return /^\$+[A-Za-z_][\w-]*$/.test(value) ? `$${value}` : value
  }
  /** Ids that are the same twice are refused, so the second one is left to be numbered. */
  function readable(definition: SuiteDefinition): Suite {
    const taken = new Set<string>()
    const columns = Object.entries(definition.columns ?? {}).map(([column, checks]) => [
      column,
      checks.filter(check => {
        const id = typeof check === 'object' && (check.toHaveNoNulls as { id?: string } | undefined)?.id
        const isFree = typeof id !== 'string' || !taken.has(id)
        if (typeof id === 'string') taken.add(id)
        return isFree
      }),
    ])
    return read({ ...definition, columns: Object.fromEntries(columns) })
  }
})

test('numbers are exact, however large, and whole ones stay apart from inexact ones', () => {
  const sets = fc.array(
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.bigInt(),
      fc.date({ noInvalidDate: true }),
    ),
  )
  fc.assert(
    fc.property(sets, values => {
      const whole = values.map(value =>
        typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value,
      )
      // YAML and JSON have one zero.
      const written = whole.map(value => (Object.is(value, -0) ? 0 : value))
      expectSame(read({ columns: { a: [{ toHaveValuesInSet: written }] } }))
    }),
    { seed: 5, numRuns: 100 },
  )
})

const rentals: SuiteDefinition = {
  name: 'rentals',
  table: [
    { toHaveNoNulls: { columns: ['id', 'price'], tags: ['nightly'] } },
    { toHaveSameDistributionAs: { alpha: '$ksAlpha', mode: 'difference' } },
  ],
  columns: {
    id: ['toHaveUniqueValues', { toHaveNoNulls: { severity: 'error' } }],
    price: [
      { toHaveType: { type: 'integer' } },
      {
        toHaveValuesBetween: {
          min: 10,
          max: 350,
          mostly: 1,
          strictMin: false,
          where: "year >= 2019 and city in ['Berlin']",
        },
      },
      {
        toHaveMeanBetween: {
          min: 80,
          max: 160,
          severity: 'warning',
          id: 'price.usual',
          note: 'The season moves it.',
        },
      },
    ],
    room: [
      { toHaveValuesInSet: { values: Array.from({ length: 12 }, (_, index) => `room number ${index}`) } },
    ],
    day: [{ toHaveValuesBetween: { min: '2019-01-31', where: { sql: 'price::INT > 3' } } }],
  },
  combinations: [{ expect_compound_columns_to_be_unique: { column_list: ['id', 'room'] } }],
}

test('a suite is printed with what its author said, the shorter way, in YAML', () => {
  expect(suiteIn('yaml', definitionOf(read(rentals)), ['From elsewhere.'])).toMatchInlineSnapshot(`
    "# From elsewhere.

    name: rentals
    table:
      - toHaveSameDistributionAs:
          alpha: 0.05
          mode: difference
    columns:
      id:
        - toHaveNoNulls:
            tags: [nightly]
        - toHaveUniqueValues
        - toHaveNoNulls
      price:
        - toHaveNoNulls:
            tags: [nightly]
        - toHaveType: integer
        - toHaveValuesBetween:
            min: 10
            max: 350
            where: year >= 2019 and city in ["Berlin"]
        - toHaveMeanBetween:
            min: 80
            max: 160
            severity: warning
            id: price.usual
            note: The season moves it.
      room:
        - toHaveValuesInSet:
            [
              room number 0,
              room number 1,
              room number 2,
              room number 3,
              room number 4,
              room number 5,
              room number 6,
              room number 7,
              room number 8,
              room number 9,
              room number 10,
              room number 11
            ]
      day:
        - toHaveValuesBetween:
            min: 2019-01-31
            where:
              sql: price::INT > 3
    combinations:
      - toHaveUniqueCombinations:
          columns: [id, room]
    "
  `)
})

test('a suite is printed with what its author said, the shorter way, in TypeScript', () => {
  expect(suiteIn('ts', definitionOf(read(rentals)), ['From elsewhere.'])).toMatchInlineSnapshot(`
    "// From elsewhere.
    import { defineSuite } from 'mlcheck'

    export default defineSuite({
      name: 'rentals',
      table: [{ toHaveSameDistributionAs: { alpha: 0.05, mode: 'difference' } }],
      columns: {
        id: [{ toHaveNoNulls: { tags: ['nightly'] } }, 'toHaveUniqueValues', 'toHaveNoNulls'],
        price: [
          { toHaveNoNulls: { tags: ['nightly'] } },
          { toHaveType: 'integer' },
          { toHaveValuesBetween: { min: 10, max: 350, where: 'year >= 2019 and city in ["Berlin"]' } },
          {
            toHaveMeanBetween: { min: 80, max: 160, severity: 'warning', id: 'price.usual', note: 'The season moves it.' },
          },
        ],
        room: [
          {
            toHaveValuesInSet: [
              'room number 0',
              'room number 1',
              'room number 2',
              'room number 3',
              'room number 4',
              'room number 5',
              'room number 6',
              'room number 7',
              'room number 8',
              'room number 9',
              'room number 10',
              'room number 11',
            ],
          },
        ],
        day: [
          {
            toHaveValuesBetween: { min: new Date('2019-01-31T00:00:00.000Z'), where: { sql: 'price::INT > 3' } },
          },
        ],
      },
      combinations: [{ toHaveUniqueCombinations: { columns: ['id', 'room'] } }],
    })
    "
  `)
})

test('a suite that is judged as in Great Expectations is printed so', () => {
  const suite = read({ gxCompat: true, table: ['toHaveNoNulls'] })
  expect(definitionOf(suite)).toEqual({ name: 'suite', gxCompat: true, table: [{ toHaveNoNulls: {} }] })
  expectSame(suite)
})

test('empty objects within parameters are not taken for checks without parameters', () => {
  const schema = { anyOf: [{ not: {} }, { type: 'object' }] }
  expectSame(read({ columns: { a: [{ toHaveValuesMeetingJsonSchema: { schema } }] } }))
})
