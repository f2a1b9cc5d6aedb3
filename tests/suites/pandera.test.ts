import { expect, test } from 'vitest'
import { imported } from './imported.ts'

test('a schema with checks by name becomes a suite', () => {
  const schema = `
schema_type: dataframe
version: 0.20.4
columns:
  column1:
    title: null
    description: null
    dtype: int64
    nullable: false
    checks:
      greater_than_or_equal_to: 5.0
      less_than: 20.0
    unique: false
    coerce: true
    required: true
    regex: false
  column2:
    dtype: object
    nullable: true
    checks:
      isin: [foo, bar, x]
      str_length: { min_value: 1, max_value: 3 }
      str_matches: "[a-z]+"
  column3:
    dtype: datetime64[ns]
    nullable: false
    checks:
      in_range: { min_value: "2010-01-01 00:00:00", max_value: "2020-01-01 00:00:00", include_max: false }
    unique: true
    required: false
checks: null
index:
- title: null
  dtype: int64
  nullable: false
  checks: null
  name: null
  unique: false
  coerce: false
coerce: false
strict: true
name: sales
ordered: true
unique: [column1, column3]
report_duplicates: all
unique_column_names: false
add_missing_columns: false
`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# - 18: column2 › dtype: object allows values of any type.
    # - 33: index: an index without a name is no column.
    # Not required, yet taken to be there: column3.

    name: sales
    gxCompat: true
    table:
      - toHaveColumnsInOrder:
          columns: [column1, column2, column3]
    columns:
      column1:
        - toHaveType:
            type: integer
        - toHaveNoNulls
        - toHaveValuesBetween:
            min: 5
            max: 20
            strictMax: true
      column2:
        - toHaveValuesInSet:
            values: [foo, bar, x]
        - toHaveLengthsBetween:
            min: 1
            max: 3
        - toHaveValuesMatching:
            pattern: ^(?:[a-z]+)
      column3:
        - toHaveType:
            type: timestamp
        - toHaveUniqueValues
        - toHaveNoNulls
        - toHaveValuesBetween:
            min: 2010-01-01 00:00:00
            max: 2020-01-01 00:00:00
            strictMax: true
    combinations:
      - toHaveUniqueCombinations:
          columns: [column1, column3]
    "
  `)
})

test('a schema with a list of checks becomes a suite', () => {
  const schema = `
schema_type: dataframe
version: 0.26.0
columns:
  price:
    dtype: float64
    nullable: true
    checks:
      - value: 0
        options: { check_name: greater_than, raise_warning: true, ignore_na: true }
      - min_value: 1
        max_value: 9
        include_min: false
        options: { check_name: in_range, raise_warning: false, ignore_na: false, description: Else it is a mistake. }
      - value: 5
        options: { check_name: ne }
  code:
    dtype: string[python]
    nullable: true
    checks:
      - { value: "a.b", options: { check_name: str_startswith } }
      - { value: "$", options: { check_name: str_endswith } }
      - { value: [x, y], options: { check_name: unique_values_eq } }
      - { exact_value: 3, options: { check_name: str_length } }
index:
  - { name: id, dtype: int64, nullable: false, unique: true }
strict: false
`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# The index id is taken to be a column.

    gxCompat: true
    table:
      - toHaveColumns:
          columns: [price, code]
    columns:
      price:
        - toHaveType:
            type: number
        - toHaveValuesBetween:
            min: 0
            strictMin: true
            severity: warning
        - toHaveValuesBetween:
            min: 1
            max: 9
            strictMin: true
            note: Else it is a mistake.
        - toHaveNoNulls:
            note: Else it is a mistake.
        - toHaveValuesNotInSet:
            values: [5]
      code:
        - toHaveType:
            type: string
        - toHaveValuesMatching:
            pattern: ^a\\.b
        - toHaveValuesMatching:
            pattern: \\$$
        - toHaveDistinctValuesEqual:
            values: [x, y]
        - toHaveLengthsEqual:
            length: 3
      id:
        - toHaveType:
            type: integer
        - toHaveUniqueValues
        - toHaveNoNulls
    "
  `)
})

test('what a schema has no counterpart for is left out with its line', () => {
  const schema = `
schema_type: dataframe
columns:
  "^x_": { dtype: int64, regex: true }
  a:
    dtype: timedelta64[ns]
    checks:
      my_check: {}
      in_range: 5
      isin: 3
      toString: 1
    requird: 1
  b: 5
  c: { dtype: category, checks: 7, nullable: true }
checks: { frame_check: {} }
index:
  - { checks: { greater_than: 1 } }
dtype: float
ordered: true
add_missing_columns: true
`
  expect(imported(schema)).toMatchInlineSnapshot(`
    "# ! 18: schema › dtype: one type for all columns has no counterpart.
    # - 20: schema › add_missing_columns: a check adds no columns to the data.
    # ! 4: ^x_: columns by a pattern of their names have no counterpart.
    # ! 19: ordered: an order among other columns has no counterpart.
    # ! 6: a › dtype: there is no type timedelta64[ns] here.
    # ! 12: a › requird: it is not known. Did you mean required?
    # ! 8: a › checks › my_check: a function of a project of its own has no counterpart.
    # ! 9: a › checks › in_range: toHaveValuesBetween does not take it: expected min, max or both.
    # ! 10: a › checks › isin: it is no list.
    # ! 11: a › checks › toString: a function of a project of its own has no counterpart.
    # ! 13: b: it is no map of names to values.
    # - 14: c › dtype: category allows values of any type.
    # ! 14: c › checks: it is no list.
    # ! 17: index: an index without a name is no column.
    # ! 15: checks › frame_check: it is about all columns at once.

    gxCompat: true
    table:
      - toHaveColumns:
          columns: [a, b, c]
    columns:
      a:
        - toHaveNoNulls
      b:
        - toHaveNoNulls
    "
  `)
})
