import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import type { Suite } from '../../src/core/suite.ts'
import type { SuiteDefinition } from '../../src/suites/define.ts'
import { exportFormats } from '../../src/suites/exports/index.ts'
import { translateDocument } from '../../src/suites/formats/index.ts'
import { suiteFromObject, suiteFromYaml, treeFromYaml } from '../../src/suites/suite.ts'

const options = { file: 'suite.yaml', expectations, params: {} }

function exported(
  format: string,
  suite: Suite,
): { readonly text: string; readonly unsaid: readonly string[] } {
  const found = exportFormats.find(({ name }) => name === format)
  if (!found) throw new Error(`There is no format ${format}.`)
  const { text, unsaid } = found.write(suite)
  return { text, unsaid: unsaid.map(({ check, reason }) => `${check.id}: ${reason}`) }
}

const rentals = suiteFromYaml(
  `
name: rentals
table:
  - toHaveRowCount: { min: 10, max: 500 }
  - toHaveRowCount: { equal: 0, where: { sql: price < fee } }
  - toHaveRowCount: { equal: 0, where: price < fee }
  - toHaveColumns: [id, room, note]
  - toHaveNoNulls
  - toHaveNoRowsFrom: SELECT * FROM {batch} WHERE price < 0;
columns:
  id: [toHaveUniqueValues, toHaveNoNulls, { toHaveType: integer }]
  price:
    - toHaveType: number
    - toHaveValuesBetween: { min: 0, max: 350, strictMin: true }
    - toHaveValuesBetween: { min: 10, mostly: 0.9 }
    - toHaveMeanBetween: { min: 80, max: 160, severity: warning, note: The season moves it. }
    - toHaveNullShare: 0.05
  room:
    - toHaveType: string
    - toHaveValuesInSet: { values: [private, shared], mostly: 0.99 }
    - toHaveLengthsBetween: { min: 2 }
    - toHaveValuesMatching: '^[a-z]+$'
    - toHaveNoNulls: { severity: warning }
  day:
    - toHaveType: date
    - toHaveValuesBetween: { min: 2020-01-01 }
    - toHaveSameDistributionAs
  free:
    - toHaveValuesBetween: { max: 3 }
    - toHaveValuesNotInSet: [-1, N/A]
  tags: [{ toHaveType: list }, { toHaveType: { type: struct } }]
combinations:
  - toHaveUniqueCombinations: { columns: [id, room] }
`,
  options,
)

test('a suite becomes a data contract', () => {
  expect(exported('odcs', rentals).text).toMatchInlineSnapshot(`
    "# Left out: table.row-count.3 (toHaveRowCount): the condition price < fee would have to be SQL.
    # Left out: table.not-null (toHaveNoNulls): it is about whichever columns there are.
    # Left out: price.range.2 (toHaveValuesBetween): a share of values in a range cannot be said.
    # Left out: day.ks (toHaveSameDistributionAs): it has no counterpart.
    # Left out: free.range (toHaveValuesBetween): a range needs a column of a type that has an order, and the suite claims none.
    # Left out: tags.type.2 (toHaveType): the property says another thing of the kind.

    apiVersion: v3.1.0
    kind: DataContract
    id: rentals
    name: rentals
    version: 1.0.0
    status: draft
    schema:
      - name: rentals
        logicalType: object
        properties:
          - name: id
            unique: true
            required: true
            logicalType: integer
          - name: room
            logicalType: string
            logicalTypeOptions:
              minLength: 2
              pattern: ^[a-z]+$
            quality:
              - metric: invalidValues
                arguments:
                  validValues:
                    - private
                    - shared
                mustBeLessOrEqualTo: 1
                unit: percent
              - metric: nullValues
                mustBe: 0
                severity: warning
          - name: note
          - name: price
            logicalType: number
            logicalTypeOptions:
              exclusiveMinimum: 0
              maximum: 350
            quality:
              - type: custom
                engine: greatExpectations
                implementation:
                  type: expect_column_mean_to_be_between
                  kwargs:
                    column: price
                    min_value: 80
                    max_value: 160
                    strict_min: false
                    strict_max: false
                severity: warning
                description: The season moves it.
              - metric: nullValues
                mustBeLessOrEqualTo: 5
                unit: percent
          - name: day
            logicalType: date
            logicalTypeOptions:
              minimum: 2020-01-01
          - name: free
            quality:
              - metric: missingValues
                arguments:
                  missingValues:
                    - -1
                    - N/A
                mustBe: 0
          - name: tags
            logicalType: array
        quality:
          - metric: rowCount
            mustBeBetween:
              - 10
              - 500
          - type: sql
            query: SELECT count(*) FROM {object} WHERE price < fee
            mustBe: 0
          - type: sql
            query: SELECT count(*) FROM (SELECT * FROM {object} WHERE price < 0)
            mustBe: 0
          - metric: duplicateValues
            arguments:
              properties:
                - id
                - room
            mustBe: 0
    "
  `)
})

test('a suite becomes a JSON Schema', () => {
  expect(exported('json-schema', rentals).text).toMatchInlineSnapshot(`
    "{
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "rentals",
      "$comment": "Left out: table.row-count.2 (toHaveRowCount): a schema has no conditions on rows.\\nLeft out: table.row-count.3 (toHaveRowCount): a schema has no conditions on rows.\\nLeft out: table.not-null (toHaveNoNulls): it is about whichever columns there are.\\nLeft out: table.no-rows (toHaveNoRowsFrom): it has no counterpart.\\nLeft out: id.unique (toHaveUniqueValues): it has no counterpart.\\nLeft out: price.range.2 (toHaveValuesBetween): a schema is about every row, not about most.\\nLeft out: price.mean (toHaveMeanBetween): a schema cannot only warn.\\nLeft out: price.null-share (toHaveNullShare): it has no counterpart.\\nLeft out: room.in-set (toHaveValuesInSet): a schema is about every row, not about most.\\nLeft out: room.not-null (toHaveNoNulls): a schema cannot only warn.\\nLeft out: day.range (toHaveValuesBetween): only numbers have an order in a schema.\\nLeft out: day.ks (toHaveSameDistributionAs): it has no counterpart.\\nLeft out: id+room.compound-unique (toHaveUniqueCombinations): it has no counterpart.",
      "type": "array",
      "minItems": 10,
      "maxItems": 500,
      "items": {
        "type": "object",
        "properties": {
          "id": {
            "type": "integer"
          },
          "room": {
            "type": [
              "string",
              "null"
            ],
            "minLength": 2,
            "pattern": "^[a-z]+$"
          },
          "note": {},
          "price": {
            "type": [
              "number",
              "null"
            ],
            "exclusiveMinimum": 0,
            "maximum": 350
          },
          "day": {
            "type": [
              "string",
              "null"
            ],
            "format": "date"
          },
          "free": {
            "maximum": 3,
            "not": {
              "enum": [
                -1,
                "N/A"
              ]
            }
          },
          "tags": {
            "type": [
              "array",
              "null"
            ],
            "allOf": [
              {
                "type": [
                  "object",
                  "null"
                ]
              }
            ]
          }
        },
        "required": [
          "id",
          "room",
          "note"
        ]
      }
    }
    "
  `)
})

type Data = Readonly<Record<string, unknown>>

/** Checks without what a document does not keep, as text, sorted. */
function checksOf({ checks }: Suite): readonly string[] {
  return checks
    .map(({ expectation, columns, params, severity, note }) =>
      JSON.stringify([expectation.name, columns, params, severity, note]),
    )
    .sort()
}

function roundTrip(format: string, definition: SuiteDefinition) {
  const suite = suiteFromObject(definition, options)
  const { text, unsaid } = exported(format, suite)
  const [back] = translateDocument(treeFromYaml(text, 'document'), { file: 'document', expectations })
  const read = back && suiteFromObject(back.definition, options)
  return { unsaid, omitted: back?.omitted, given: checksOf(suite), read: read ? checksOf(read) : [] }
}

// In a suite, a dollar sign starts the name of a parameter.
const text = fc.string({ minLength: 1, maxLength: 6 }).filter(each => !each.startsWith('$'))
const whole = fc.integer({ min: -1000, max: 1000 })
const share = fc.integer({ min: 1, max: 99 }).map(hundredths => hundredths / 100)
const isStrict = fc.boolean()
const range = fc
  .record({ min: whole, width: fc.integer({ min: 1, max: 50 }), strictMin: isStrict, strictMax: isStrict })
  .map(({ min, width, ...strict }) => ({ min, max: min + width, ...strict }))
const lengths = fc
  .record({ min: fc.nat(5), width: fc.integer({ min: 1, max: 9 }) })
  .map(({ min, width }) => ({ min, max: min + width }))
const values = fc.uniqueArray(fc.oneof(text, whole), { minLength: 1, maxLength: 4, selector: String })
const pattern = fc.constantFrom('^a', '[0-9]+$', 'x|y', '^$')
const optional = (arbitrary: fc.Arbitrary<Data>) =>
  fc.option(arbitrary, { nil: undefined }).map(check => (check ? [check] : []))

/** Checks of a column of numbers, and of one of text, that a format knows. */
const columns = (ofAny: readonly fc.Arbitrary<Data>[]) => {
  const numbers = [fc.constant({ toHaveType: 'number' }), fc.record({ toHaveValuesBetween: range })]
  const texts = [
    fc.constant({ toHaveType: 'string' }),
    fc.record({ toHaveLengthsBetween: lengths }),
    fc.record({ toHaveValuesMatching: fc.record({ pattern }) }),
  ]
  const list = ([type, ...others]: readonly fc.Arbitrary<Data>[]) =>
    fc
      .tuple(type ?? fc.constant({}), ...[...others, ...ofAny].map(optional))
      .map(([first, ...rest]) => [first, ...rest.flat()])
  return fc.record({ n: list(numbers), t: list(texts) })
}

// That there are at least no rows needs no words.
const rowCount = fc.record({
  toHaveRowCount: lengths.map(({ min, max }) => ({ min: min + 1, max: max + 1 })),
})
const notNull = fc.constant({ toHaveNoNulls: {} })
const inSet = fc.record({ toHaveValuesInSet: fc.record({ values }) })
const notInSet = fc.record({ toHaveValuesNotInSet: fc.record({ values }) })

test('a data contract keeps what it has words for', () => {
  const ofAny = [
    notNull,
    inSet,
    notInSet,
    fc.constant({ toHaveUniqueValues: {} }),
    fc.record({ toHaveValuesInSet: fc.record({ values, mostly: share, severity: fc.constant('warning') }) }),
    fc.record({ toHavePresentShareBetween: fc.record({ min: share }) }),
    fc.record({ toHaveMeanBetween: range }),
  ]
  const definition = fc
    .record({ table: optional(rowCount), columns: columns(ofAny) })
    .map(({ table, columns: own }) => ({ table: [...table, { toHaveColumns: ['n', 't'] }], columns: own }))
  fc.assert(
    fc.property(definition, suite => {
      const { unsaid, omitted, given, read } = roundTrip('odcs', suite)
      expect(unsaid).toEqual([])
      expect(omitted).toEqual([])
      expect(read).toEqual([...new Set(given)])
    }),
    { numRuns: 60 },
  )
})

test('a JSON Schema keeps what it has words for', () => {
  const ofAny = [notNull, inSet, notInSet, fc.record({ toHaveValuesNotMatching: fc.record({ pattern }) })]
  const definition = fc
    .record({ table: optional(rowCount), columns: columns(ofAny), exactly: fc.boolean() })
    .map(({ table, columns: own, exactly }) => ({
      table: [...table, { toHaveColumns: { columns: ['n', 't'], exactly } }],
      columns: own,
    }))
  fc.assert(
    fc.property(definition, suite => {
      const { unsaid, omitted, given, read } = roundTrip('json-schema', suite)
      expect(unsaid).toEqual([])
      expect(omitted).toEqual([])
      expect(read).toEqual([...new Set(given)])
    }),
    { numRuns: 60 },
  )
})
