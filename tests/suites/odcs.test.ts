import { expect, test } from 'vitest'
import { imported } from './imported.ts'

test('a data contract becomes a suite for each of its tables', () => {
  const contract = `
apiVersion: v3.1.0
kind: DataContract
id: 53581432-6c55-4ba2-a65f-72344a91553a
version: 1.0.0
status: active
description: { purpose: Orders of the web shop. }
servers:
  - { server: production, type: postgres, host: db.example.com }
schema:
  - name: orders
    physicalName: orders_v1
    physicalType: table
    logicalType: object
    tags: [sales]
    properties:
      - name: order_id
        businessName: Order
        logicalType: string
        logicalTypeOptions: { format: uuid }
        physicalType: uuid
        primaryKey: true
        primaryKeyPosition: 1
        required: true
      - name: ordered_at
        logicalType: timestamp
        required: true
        logicalTypeOptions: { minimum: "2020-01-01", format: "yyyy-MM-dd HH:mm:ss", timezone: true }
      - name: amount
        physicalName: amount_cents
        logicalType: integer
        logicalTypeOptions: { minimum: 0, exclusiveMaximum: 1000000, multipleOf: 5, format: u32 }
        criticalDataElement: true
        quality:
          - type: sql
            description: Cheap orders are rare.
            query: |
              SELECT COUNT(*) FROM {object} WHERE \${property} < 100;
            mustBeLessThan: 10
          - metric: nullValues
            mustBeLessThan: 1
            unit: percent
            severity: warning
      - name: country
        logicalType: string
        unique: false
        logicalTypeOptions: { minLength: 2, maxLength: 2, pattern: "^[A-Z]+$" }
        classification: public
    quality:
      - metric: rowCount
        mustBeBetween: [100, 120]
        name: Fast row count
      - metric: duplicateValues
        mustBe: 0
        arguments: { properties: [ordered_at, amount] }
      - type: text
        description: The address was verified by the system.
  - name: lines
    properties:
      - { name: order_id, logicalType: string, primaryKey: true, primaryKeyPosition: 2 }
      - { name: line, logicalType: integer, primaryKey: true, primaryKeyPosition: 1 }
      - name: tags
        logicalType: array
        logicalTypeOptions: { minItems: 1, uniqueItems: true }
        items: { logicalType: string }
      - name: order
        logicalType: object
        relationships: [{ to: orders.order_id }]
slaProperties:
  - { property: latency, value: 4, unit: d }
`
  expect(imported(contract)).toMatchInlineSnapshot(`
    "# ! 28: orders › ordered_at › logicalTypeOptions › timezone: whether a timestamp has a time zone is not told.
    # ! 56: orders › quality › text: it is a text for people.
    # - 70: slaProperties: it is about the service, not about the data.
    # Queries are kept as they are written, for the database that the contract was made for.

    name: orders
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [order_id, ordered_at, amount_cents, country]
      - toHaveRowCount:
          equal: 0
          where:
            sql: '"amount_cents" % 5 <> 0'
      - toHaveNoRowsFrom:
          sql: SELECT * FROM (SELECT COUNT(*) FROM {batch} WHERE "amount_cents" < 100) AS answer(value) WHERE value IS
            NULL OR NOT (value < 10)
          note: Cheap orders are rare.
      - toHaveRowCount:
          min: 100
          max: 120
          note: Fast row count
    columns:
      order_id:
        - toHaveNoNulls
        - toHaveUniqueValues
        - toHaveType:
            type: string
        - toHaveValuesMatching:
            pattern: ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$
      ordered_at:
        - toHaveType:
            type: timestamp
        - toHaveNoNulls
        - toHaveValuesBetween:
            min: 2020-01-01
      amount_cents:
        - toHaveType:
            type: integer
        - toHaveValuesBetween:
            min: 0
            max: 1000000
            strictMax: true
        - toHaveValuesBetween:
            min: 0
            max: 4294967295
        - toHavePresentShareBetween:
            min: 0.99
            strictMin: true
            severity: warning
      country:
        - toHaveType:
            type: string
        - toHaveLengthsBetween:
            min: 2
            max: 2
        - toHaveValuesMatching:
            pattern: ^[A-Z]+$
    combinations:
      - toHaveUniqueCombinations:
          columns: [ordered_at, amount_cents]
    ---
    # ! 65: lines › tags › items: what is inside of lists is not checked.
    # ! 68: lines › order › relationships: it is about two tables, and a suite is about one.
    # - 70: slaProperties: it is about the service, not about the data.

    name: lines
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [order_id, line, tags, order]
      - toHaveRowCount:
          equal: 0
          where:
            sql: len("tags") < 1
      - toHaveRowCount:
          equal: 0
          where:
            sql: len("tags") > len(list_distinct("tags"))
    columns:
      line:
        - toHaveNoNulls
        - toHaveType:
            type: integer
      order_id:
        - toHaveNoNulls
        - toHaveType:
            type: string
      tags:
        - toHaveType:
            type: list
      order:
        - toHaveType:
            type: struct
    combinations:
      - toHaveUniqueCombinations:
          columns: [line, order_id]
    "
  `)
})

test('metrics of the library become checks of counts, of shares and of values', () => {
  const contract = `
apiVersion: v3.1.0
kind: DataContract
schema:
  - name: t
    properties:
      - name: a
        quality:
          - { metric: nullValues, mustBe: 0 }
          - { metric: nullValues, mustBeLessOrEqualTo: 2 }
          - { metric: nullValues, mustBeBetween: [1, 5], unit: percent }
          - { metric: missingValues, mustBeLessThan: 100, arguments: { missingValues: [null, '', 'N/A'] } }
          - { metric: missingValues, mustBe: 0, arguments: { missingValues: [null, 'N/A'] } }
          - { metric: missingValues, mustBeLessThan: 3, unit: percent, arguments: { missingValues: [null, 'N/A'] } }
          - { metric: invalidValues, mustBeLessThan: 5, arguments: { validValues: [pounds, kg] } }
          - { metric: invalidValues, mustBeLessThan: 5, unit: percent, arguments: { validValues: [pounds, kg] } }
          - { metric: invalidValues, mustBe: 0, arguments: { pattern: '^[a-z]$' } }
          - { metric: duplicateValues, mustBe: 0 }
          - { metric: duplicateValues, mustBeLessThan: 10, unit: rows }
          - { rule: validValues, validValues: [x, '$y'] }
    quality:
      - { metric: rowCount, mustBeGreaterThan: 1000 }
      - { metric: rowCount, mustNotBe: 0 }
`
  expect(imported(contract)).toMatchInlineSnapshot(`
    "# ! 14: t › a › quality › missingValues: only nulls can be counted as a share of all rows.
    # ! 19: t › a › quality › duplicateValues: duplicates can only be ruled out altogether.
    # t › a › quality › invalidValues: exactly 5 % is allowed too.

    name: t
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [a]
      - toHaveRowCount:
          max: 2
          where: a is null
      - toHaveRowCount:
          max: 99
          where: a is null or a in ["", "N/A"]
      - toHaveRowCount:
          max: 4
          where: a is not null and a not in ["pounds", "kg"]
      - toHaveRowCount:
          min: 1001
      - toHaveRowCount:
          min: 1
    columns:
      a:
        - toHaveNoNulls
        - toHavePresentShareBetween:
            min: 0.95
            max: 0.99
        - toHaveValuesNotInSet:
            values: [N/A]
        - toHaveValuesInSet:
            values: [pounds, kg]
            mostly: 0.95
        - toHaveValuesMatching:
            pattern: ^[a-z]$
        - toHaveUniqueValues
        - toHaveValuesInSet:
            values: [x, $$y]
    "
  `)
})

test('rules for other tools are left out, except those of Great Expectations', () => {
  const contract = `
kind: DataContract
schema:
  - name: t
    properties:
      - name: a
        quality:
          - type: custom
            engine: greatExpectations
            severity: warning
            implementation: |
              type: expect_column_values_to_be_between
              kwargs: { min_value: 1, max_value: 5 }
          - type: custom
            engine: great-expectations
            implementation: { type: expect_table_row_count_to_equal, kwargs: { value: 3 } }
          - { type: custom, engine: soda, implementation: "type: duplicate_percent" }
          - { type: custom, engine: greatExpectations, implementation: "type: expect_moon" }
          - { type: sql, query: SELECT 1, mustBe: 1 }
          - { type: sql, query: SELECT avg(x) FROM t WHERE t.b > 0, mustNotBe: 1 }
          - { type: sql, query: "SELECT min({property}) > 0 FROM {object}", mustBe: true }
          - { metric: freshness, mustBe: 1 }
          - { metric: nullValues }
          - { metric: nullValues, mustBe: 1, unit: bananas }
          - { metric: rowCount, mustNotBe: 3 }
          - { metric: invalidValues, mustBe: 0, arguments: { pattern: '(?<!x)y' } }
`
  expect(imported(contract)).toMatchInlineSnapshot(`
    "# ! 17: t › a › quality › custom: rules for soda are not known.
    # ! 18: t › a › quality › custom: there is no such expectation here.
    # ! 19: t › a › quality › sql: its query does not read {object}.
    # ! 22: t › a › quality › freshness: there is no metric freshness.
    # ! 23: t › a › quality › nullValues: it needs one of the operators mustBe, mustNotBe, mustBeGreaterThan, …
    # ! 24: t › a › quality › nullValues: the unit bananas is neither rows nor percent.
    # ! 25: t › a › quality › rowCount: its operator names no range.
    # ! 26: t › a › quality › invalidValues: toHaveValuesMatching does not take it: pattern: (?<!x)y has lookbehind at character 1, which is not supported: matching uses RE2 syntax.
    # Queries are kept as they are written, for the database that the contract was made for.

    name: t
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [a]
      - toHaveRowCount:
          equal: 3
      - toHaveNoRowsFrom:
          sql: SELECT * FROM (WITH "t" AS (SELECT * FROM {batch}) SELECT * FROM (SELECT avg(x) FROM t WHERE t.b > 0)) AS
            answer(value) WHERE value IS NULL OR NOT (value <> 1)
      - toHaveNoRowsFrom:
          sql: SELECT * FROM (SELECT min("a") > 0 FROM {batch}) AS answer(value) WHERE value IS NULL OR NOT (value =
            true)
    columns:
      a:
        - toHaveValuesBetween:
            min: 1
            max: 5
            severity: warning
    "
  `)
})

test('what is written in the wrong way is left out with its line', () => {
  const contract = `
kind: DataContract
schema:
  - 5
  - name: [1]
    properties:
      - logicalType: integer
      - name: a
        logicalType: blob
        required: maybe
        requird: true
        logicalTypeOptions: [1]
        quality: { metric: nullValues }
      - { name: b, logicalTypeOptions: { minimum: [1], maximum: {}, maxLength: -1, pattern: 3, minItems: x } }
      - { name: __proto__, logicalType: constructor, toString: 1 }
    quality:
      - 3
      - { type: toString }
`
  expect(imported(contract)).toMatchInlineSnapshot(`
    "# ! 4: schema: it is no map of names to values.

    gxCompat: true
    ---
    # ! 7: schema › properties: it has no name.
    # ! 9: schema › a › logicalType: there is no type blob here.
    # ! 10: schema › a › required: it is neither true nor false.
    # ! 11: schema › a › requird: it is not known. Did you mean required?
    # ! 12: schema › a › logicalTypeOptions: it is no map of names to values.
    # ! 14: schema › b › logicalTypeOptions › minimum: toHaveValuesBetween does not take it: min: expected number or date, received array.
    # ! 14: schema › b › logicalTypeOptions › maximum: toHaveValuesBetween does not take it: max: expected number or date, received object.
    # ! 14: schema › b › logicalTypeOptions › pattern: toHaveValuesMatching does not take it: pattern: expected string, received number.
    # ! 14: schema › b › logicalTypeOptions › minItems: it is no whole number.
    # ! 15: schema › __proto__ › logicalType: there is no type constructor here.
    # ! 15: schema › __proto__ › toString: it is not known. Known are id, name, businessName, description, physicalName, physicalType, authoritativeDefinitions, tags, customProperties, deprecated, synonyms, dataGranularityDescription and 22 more.
    # ! 13: schema › a › quality: it is no list.
    # ! 17: schema › quality › library: it is no map of names to values.
    # ! 18: schema › quality › toString: there is no type of rule toString.

    gxCompat: true
    table:
      - toHaveColumns:
          columns: [a, b, __proto__]
    columns:
      b:
        - toHaveLengthsBetween:
            max: -1
    "
  `)
})
