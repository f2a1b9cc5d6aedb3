import { expect, test } from 'vitest'
import { imported } from './imported.ts'

test('tests of models, sources and their columns become a suite for each table', () => {
  const properties = `
version: 2
models:
  - name: orders
    description: One order a row.
    config: { materialized: table, contract: { enforced: true } }
    constraints:
      - { type: primary_key, columns: [order_id] }
    data_tests:
      - dbt_utils.unique_combination_of_columns:
          arguments: { combination_of_columns: [customer_id, ordered_at] }
      - dbt_utils.expression_is_true:
          expression: "amount >= tax"
          config: { where: "status <> 'returned'" }
      - dbt_expectations.expect_table_row_count_to_be_between: { min_value: 1, max_value: 1000 }
    columns:
      - name: order_id
        data_type: bigint
        data_tests:
          - unique
          - not_null
      - name: status
        data_type: varchar(20)
        tests:
          - accepted_values:
              values: ['placed', 'shipped', 'returned']
              config: { severity: warn, where: "ordered_at > '2020-01-01'" }
          - dbt_utils.not_empty_string
      - name: customer_id
        data_type: int
        constraints: [{ type: not_null }, { type: check, expression: customer_id > 0 }]
        tests:
          - relationships: { to: ref('customers'), field: id }
          - dbt_utils.not_null_proportion: { at_least: 0.95 }
      - name: amount
        data_type: numeric(10, 2)
        tests:
          - test_name: dbt_utils.accepted_range
            name: plausible
            description: Nobody buys for more.
            min_value: 0
            max_value: 10000
            inclusive: false
          - dbt_expectations.expect_column_values_to_be_between:
              min_value: 0
              strictly: true
              row_condition: "status = 'placed'"
          - dbt_expectations.expect_column_quantile_values_to_be_between: { quantile: .5, min_value: 1, max_value: 9 }
      - { name: ordered_at, data_type: timestamp }
      - name: tax
        data_type: float64
  - name: untested
sources:
  - name: shop
    tables:
      - name: raw_items
        freshness: { warn_after: { count: 12, period: hour } }
        columns:
          - name: size
            tests:
              - accepted_values: { values: ["1", "2"], quote: false }
              - dbt_expectations.expect_column_values_to_be_of_type: { column_type: integer }
              - dbt_expectations.expect_column_distinct_count_to_equal: { value: 2 }
              - dbt_expectations.expect_column_values_to_match_regex: { regex: "^[12]$", mostly: 0.9 }
`
  expect(imported(properties)).toMatchInlineSnapshot(`
    "# ! 33: orders › customer_id › relationships: it is about two tables, and a suite is about one.

    name: orders
    gxCompat: true
    table:
      - toHaveColumns:
          columns: [order_id, status, customer_id, amount, ordered_at, tax]
          exactly: true
      - toHaveRowCount:
          equal: 0
          where:
            sql: (status <> 'returned') AND (NOT (amount >= tax))
      - toHaveRowCount:
          min: 1
          max: 1000
      - toHaveRowCount:
          equal: 0
          where:
            sql: NOT (customer_id > 0)
    columns:
      order_id:
        - toHaveNoNulls
        - toHaveUniqueValues
        - toHaveType:
            type: integer
      status:
        - toHaveType:
            type: string
        - toHaveValuesInSet:
            values: [placed, shipped, returned]
            severity: warning
            where:
              sql: ordered_at > '2020-01-01'
        - toHaveValuesMatching:
            pattern: \\S
      customer_id:
        - toHaveType:
            type: integer
        - toHavePresentShareBetween:
            min: 0.95
        - toHaveNoNulls
      amount:
        - toHaveType:
            type: number
        - toHaveValuesBetween:
            min: 0
            strictMin: true
            max: 10000
            strictMax: true
            note: Nobody buys for more.
        - toHaveValuesBetween:
            min: 0
            strictMin: true
            where:
              sql: status = 'placed'
        - toHaveQuantilesBetween:
            quantiles:
              - at: 0.5
                min: 1
                max: 9
      ordered_at:
        - toHaveType:
            type: timestamp
      tax:
        - toHaveType:
            type: number
    combinations:
      - toHaveUniqueCombinations:
          columns: [customer_id, ordered_at]
    ---
    # ! 57: raw_items › freshness: how fresh a table is has no counterpart.

    name: raw_items
    gxCompat: true
    columns:
      size:
        - toHaveValuesInSet:
            values: [1, 2]
        - toHaveType:
            type: integer
        - toHaveDistinctCountBetween:
            min: 2
            max: 2
        - toHaveValuesMatching:
            pattern: ^[12]\\n?$
            mostly: 0.9
    "
  `)
})

test('tests without a counterpart are left out with their lines', () => {
  const properties = `
models:
  - name: t
    tests: 5
    freshnes: 1
    columns:
      - name: a
        tests:
          - my_own_test
          - unique: { config: { error_if: ">10" } }
          - not_null: { config: { enabled: false } }
          - not_null: { where: "day = {{ var('day') }}" }
          - accepted_values: { values: 3 }
          - 7
          - unique: {}
            severity: warn
          - dbt_expectations.expect_moon: {}
          - dbt_expectations.expect_column_values_to_be_increasing: { sort_column: b }
          - dbt_expectations.expect_row_values_to_have_recent_data: { datepart: day, interval: 1 }
          - dbt_utils.expression_is_true: { expression: 5 }
          - dbt_utils.accepted_range: {}
          - toString
      - 8
`
  expect(imported(properties)).toMatchInlineSnapshot(`
    "# ! 5: t › freshnes: it is not known. Did you mean freshness?
    # ! 23: t › columns: it has no name.
    # ! 4: t › tests: it is no list.
    # ! 9: t › a › my_own_test: there is no counterpart; tests of a project of its own are SQL.
    # ! 10: t › a › unique: numbers of failures (error_if) have no counterpart.
    # - 11: t › a › not_null: it is not enabled.
    # ! 12: t › a › not_null: Jinja is not evaluated.
    # ! 13: t › a › accepted_values: it is no list.
    # ! 14: t › a › tests: a test is a name, or a name with arguments.
    # ! 15: t › a › tests: a test is one name; its arguments stand below it, indented further.
    # ! 17: t › a › dbt_expectations.expect_moon: there is no such expectation here.
    # ! 18: t › a › dbt_expectations.expect_column_values_to_be_increasing: It has no parameter sort_column.
    # ! 19: t › a › dbt_expectations.expect_row_values_to_have_recent_data: that rows are recent, or without gaps, has no counterpart.
    # ! 20: t › a › dbt_utils.expression_is_true: it has no expression.
    # ! 21: t › a › dbt_utils.accepted_range: toHaveValuesBetween does not take it: expected min, max or both.
    # ! 22: t › a › toString: there is no counterpart; tests of a project of its own are SQL.

    name: t
    gxCompat: true
    "
  `)
})
