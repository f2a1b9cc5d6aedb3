import { expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import { suiteFromGx, translateSuite } from '../../src/suites/gx-suite.ts'
import { suiteFromYaml, treeFromYaml } from '../../src/suites/suite.ts'
import { suiteText } from '../../src/suites/suite-text.ts'

const translate = (document: object, params = {}) =>
  translateSuite(treeFromYaml(JSON.stringify(document), 'suite.json'), { expectations, params })

/** The YAML of a suite of expectations, and what is left out. */
function imported(...entries: readonly object[]): string {
  const { definition, omitted, remarks } = translate({ expectations: entries })
  const left = omitted.map(({ type, reason }) => `${type}: ${reason}`)
  return suiteText(definition, [...left, ...remarks])
}

test('a suite of version 0.x becomes a suite file', () => {
  const document = {
    expectation_suite_name: 'yellow_tripdata',
    data_asset_type: 'CSVAsset',
    evaluation_parameters: { most: 4 },
    expectations: [
      {
        expectation_type: 'expect_column_values_to_be_between',
        kwargs: {
          column: 'passengers',
          max_value: { $PARAMETER: 'most * 2' },
          min_value: 0,
          mostly: '0.9',
          strict_min: false,
        },
        meta: { notes: { format: 'markdown', content: ['A cab', 'has no more seats.'] } },
      },
      { expectation_type: 'expect_table_row_count_to_equal', kwargs: { value: 10, batch_id: 'x' }, meta: {} },
    ],
    ge_cloud_id: null,
    meta: { great_expectations_version: '0.18.19' },
  }
  const { definition, omitted } = translate(document)
  expect(omitted).toEqual([])
  expect(suiteText(definition, [])).toMatchInlineSnapshot(`
    "name: yellow_tripdata
    gxCompat: true
    table:
      - toHaveRowCount:
          equal: 10
    columns:
      passengers:
        - toHaveValuesBetween:
            max: 8
            min: 0
            mostly: 0.9
            note: A cab has no more seats.
    "
  `)
})

test('keys of both versions and flat expectations are understood side by side', () => {
  const entries = [
    { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a' }, severity: 'warning' },
    { expectation_type: 'expect_column_values_to_not_be_null', kwargs: { column: 'b', mostly: null } },
    { type: 'expect_column_values_to_not_be_null', column: 'c', result_format: 'BASIC' },
  ]
  expect(imported(...entries)).toMatchInlineSnapshot(`
    "gxCompat: true
    columns:
      a:
        - toHaveNoNulls:
            severity: warning
      b:
        - toHaveNoNulls
      c:
        - toHaveNoNulls
    "
  `)
})

test('what has no translation is listed with the reason, and what allows everything too', () => {
  const entries = [
    { type: 'expect_moon_phase', kwargs: {} },
    { type: 'expect_column_values_to_be_unique', kwargs: '#' },
    { type: 'expect_column_values_to_match_regex', kwargs: { column: 'a', regex: '(?<!x)y' } },
    { type: 'expect_column_values_to_be_unique', kwargs: { column: 'a', color: 'red' } },
    { type: 'expect_column_values_to_be_unique', kwargs: { column: 'a', mostly: 1.1 } },
    { type: 'expect_column_values_to_be_unique', kwargs: { mostly: 1 } },
    { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'a', type_: 'Blob' } },
    { type: 'expect_column_mean_to_be_between', kwargs: { column: 'a', min_value: { $PARAMETER: 'f(1)' } } },
    { type: 'expect_column_mean_to_be_between', kwargs: { column: 'a', min_value: null } },
    {
      type: 'expect_column_values_to_be_null',
      kwargs: { column: 'a', row_condition: 'b ** 2 > 1', condition_parser: 'pandas' },
    },
  ]
  expect(imported(...entries)).toMatchInlineSnapshot(`
    "# expect_moon_phase: there is no such expectation here.
    # expect_column_values_to_be_unique: its kwargs are no map
    # expect_column_values_to_match_regex: It is not valid: pattern: (?<!x)y has lookbehind at character 1, which is not supported: matching uses RE2 syntax.
    # expect_column_values_to_be_unique: It has no parameter color.
    # expect_column_values_to_be_unique: It is not valid: mostly: expected number to be <=1.
    # expect_column_values_to_be_unique: column names no column.
    # expect_column_values_to_be_of_type: It is not valid: type: expected integer, number, boolean, string, date, timestamp, list or struct, received Blob.
    # expect_column_mean_to_be_between: The parameter f(1) cannot be computed: there is no function f.
    # expect_column_mean_to_be_between: it allows everything.
    # expect_column_values_to_be_null: Its row_condition cannot be translated: * at character 4 is not understood.

    gxCompat: true
    "
  `)
})

test('parameters of the suite are computed, those of the command line keep their names', () => {
  const between = (min_value: unknown) => ({
    type: 'expect_column_max_to_be_between',
    kwargs: { column: 'day', min_value },
  })
  const entries = [
    between({ $PARAMETER: 'datetime(2020, 1, 1) - timedelta(weeks=1, days=2)' }),
    between({ $PARAMETER: '(2 + 3) * -2 ^ 2 / round(2.5)' }),
    between({ $PARAMETER: 'lowest' }),
    between({ $PARAMETER: 'own', '$PARAMETER.own': 7 }),
    { type: 'expect_column_values_to_be_in_set', kwargs: { column: 'sign', value_set: ['$usd', 'eur'] } },
  ]
  expect(imported(...entries)).toMatchInlineSnapshot(`
    "gxCompat: true
    columns:
      day:
        - toHaveMaxBetween:
            min: 2019-12-23
        - toHaveMaxBetween:
            min: -10
        - toHaveMaxBetween:
            min: $lowest
        - toHaveMaxBetween:
            min: 7
      sign:
        - toHaveValuesInSet:
            values: [$$usd, eur]
    "
  `)
})

test('row conditions of pandas are true of what is missing where pandas says so', () => {
  const conditions = [
    ['(a == 1) & (b != "x")', 'pandas'],
    ['not (a > 1 or b.isnull())', 'pandas'],
    ['1 < a <= 3 and `b c` in ["x", "y"]', 'pandas'],
    ['a NOT IN (1, 2) AND b IS NOT NULL', 'spark'],
    ['col("a") != 1 and col("b").notNull() and col("d") > date("2019-01-31")', 'great_expectations'],
  ]
  const entries = conditions.map(([row_condition, condition_parser]) => ({
    type: 'expect_table_row_count_to_equal',
    kwargs: { value: 1, row_condition, condition_parser },
  }))
  const { definition } = translate({ expectations: entries })
  const where = (definition.table ?? []).map(
    check => (check as { toHaveRowCount: { where: string } }).toHaveRowCount.where,
  )
  expect(where).toMatchInlineSnapshot(`
    [
      "a = 1 and (b is null or b != "x")",
      "(a is null or not a > 1) and b is not null",
      "1 < a and a <= 3 and \`b c\` in ["x", "y"]",
      "a not in [1, 2] and b is not null",
      "a != 1 and b is not null and d > "2019-01-31"",
    ]
  `)
})

test('conditions of later versions are objects', () => {
  const comparison = (operator: string, parameter: unknown) => ({
    type: 'comparison',
    column: { name: 'a' },
    operator,
    parameter,
  })
  const row_condition = {
    type: 'or',
    conditions: [
      { type: 'and', conditions: [comparison('>=', 1), comparison('NOT_IN', [3, 4])] },
      { type: 'nullity', column: { name: 'b' }, is_null: true },
      comparison('!=', { name: 'b' }),
    ],
  }
  expect(
    imported({ type: 'expect_column_values_to_be_null', kwargs: { column: 'c', row_condition } }),
  ).toMatchInlineSnapshot(`
    "gxCompat: true
    columns:
      c:
        - toHaveOnlyNulls:
            where: a >= 1 and a not in [3, 4] or b is null or a != b
    "
  `)
})

test('a written suite is read as the suite that it was made of', () => {
  const entries = [
    { type: 'expect_column_values_to_match_like_pattern', kwargs: { column: 'a', like_pattern: '[a]%' } },
    {
      type: 'expect_column_quantile_values_to_be_between',
      kwargs: {
        column: 'b',
        quantile_ranges: {
          quantiles: [0, 0.5],
          value_ranges: [
            [0, 1],
            [null, 2],
          ],
        },
      },
    },
    {
      type: 'expect_column_kl_divergence_to_be_less_than',
      kwargs: { column: 'b', partition_object: { bins: [0, 1], weights: [1] }, threshold: 0.1 },
    },
    {
      type: 'expect_column_pair_values_to_be_in_set',
      kwargs: {
        column_A: 'a',
        column_B: 'b',
        value_pairs_set: [
          ['x', 1],
          [null, 2],
        ],
      },
    },
    {
      type: 'expect_column_values_to_match_json_schema',
      kwargs: { column: 'a', json_schema: { type: 'object' } },
    },
    { type: 'unexpected_rows_expectation', kwargs: { unexpected_rows_query: 'SELECT * FROM {batch}' } },
  ]
  const document = { name: 'round trip', expectations: entries }
  const { definition, omitted } = translate(document)
  expect(omitted).toEqual([])
  const options = { file: 'suite.yaml', expectations, params: {} }
  const read = suiteFromYaml(suiteText(definition, ['a comment']), options)
  const direct = suiteFromGx(treeFromYaml(JSON.stringify(document), 'suite.json'), options)
  const plain = (suite: typeof read) => suite.checks.map(({ origin: _, ...check }) => check)
  expect(plain(read)).toEqual(plain(direct))
  expect(read.checks.every(check => check.gxCompat)).toBe(true)
})

test('a suite that cannot be translated as a whole is refused with all reasons', () => {
  const tree = treeFromYaml(
    '{"expectations": [\n{"type": "expect_x"},\n{"type": "expect_y", "kwargs": {}}]}',
    'a.json',
  )
  expect(() =>
    suiteFromGx(tree, { file: 'a.json', expectations, params: {} }),
  ).toThrowErrorMatchingInlineSnapshot(`
    [UserError: a.json has 2 problems.
    a.json:2:1 › expect_x › there is no such expectation here.
    a.json:3:1 › expect_y › there is no such expectation here.]
  `)
})

test('a name of Great Expectations in a suite file has its values and defaults from there', () => {
  const text = `table:
  - expect_table_columns_to_match_set: { column_set: [a] }
columns:
  a:
    - expect_column_values_to_be_of_type: { type_: int64 }
combinations:
  - expect_compound_columns_to_be_unique: { columns: [a, b], ignore_row_if: any_value_is_missing }
`
  const { checks } = suiteFromYaml(text, { file: 'suite.yaml', expectations, params: {} })
  expect(checks.map(({ params }) => params)).toEqual([
    { columns: ['a'], exactly: true },
    { type: 'integer', exactly: true },
    { ignoreRowIf: 'any-missing', mostly: 1 },
  ])
})
