import { noRowWhere, oneOf, quoted } from './constraints.ts'
import { textOf } from './document.ts'
import { type NoCheck, no, type Translation } from './keywords.ts'
import { typeNamed } from './type-names.ts'

export type DbtArguments = Readonly<Record<string, unknown>>

const otherTable = no('it is about two tables, and a suite is about one.')
const groups = no('groups of rows have no counterpart.')
const overTime = no('that rows are recent, or without gaps, has no counterpart.')

/** The tests of dbt, and those of dbt_utils and dbt_expectations whose names Great Expectations does not have. */
export const dbtTests: Readonly<Record<string, (args: DbtArguments, column: string) => Translation>> = {
  not_null: () => ({ name: 'toHaveNoNulls' }),
  unique: () => ({ name: 'toHaveUniqueValues' }),
  accepted_values: ({ values, quote }) => oneOf(quote === false ? numbersIn(values) : values),
  relationships: otherTable,

  'dbt_utils.accepted_range': ({ min_value, max_value, inclusive }) => ({
    name: 'toHaveValuesBetween',
    args: bounds(min_value, max_value, inclusive === false),
  }),
  'dbt_utils.not_null_proportion': ({ at_least, at_most }) => ({
    name: 'toHavePresentShareBetween',
    args: bounds(at_least ?? (at_most === undefined ? 1 : undefined), at_most, false),
  }),
  'dbt_utils.unique_combination_of_columns': ({ combination_of_columns }) => compound(combination_of_columns),
  'dbt_utils.not_constant': () => ({ name: 'toHaveDistinctCountBetween', args: { min: 2 } }),
  'dbt_utils.at_least_one': () => ({ name: 'toHavePresentShareBetween', args: { min: 0, strictMin: true } }),
  'dbt_utils.not_empty_string': ({ trim_whitespace }) =>
    trim_whitespace === false
      ? { name: 'toHaveLengthsBetween', args: { min: 1 } }
      : { name: 'toHaveValuesMatching', args: { pattern: String.raw`\S` } },
  'dbt_utils.not_accepted_values': ({ values }) => ({ name: 'toHaveValuesNotInSet', args: { values } }),
  'dbt_utils.expression_is_true': holds,
  'dbt_utils.equal_rowcount': otherTable,
  'dbt_utils.fewer_rows_than': otherTable,
  'dbt_utils.equality': otherTable,
  'dbt_utils.cardinality_equality': otherTable,
  'dbt_utils.relationships_where': otherTable,
  'dbt_utils.recency': overTime,
  'dbt_utils.sequential_values': overTime,
  'dbt_utils.mutually_exclusive_ranges': no('that ranges do not overlap has no counterpart.'),

  'dbt_expectations.expression_is_true': holds,
  'dbt_expectations.expect_column_values_to_be_of_type': ({ column_type }) => typeOf([column_type]),
  'dbt_expectations.expect_column_values_to_be_in_type_list': ({ column_type_list }) =>
    typeOf(column_type_list),
  'dbt_expectations.expect_column_distinct_count_to_equal': ({ value }) =>
    distinct(bounds(value, value, false)),
  'dbt_expectations.expect_column_distinct_count_to_be_greater_than': ({ value }) =>
    distinct({ min: value, strictMin: true }),
  'dbt_expectations.expect_column_distinct_count_to_be_less_than': ({ value }) =>
    distinct({ max: value, strictMax: true }),
  'dbt_expectations.expect_table_columns_to_contain_set': ({ column_list }) => ({
    name: 'toHaveColumns',
    columns: [],
    args: { columns: column_list },
  }),
  'dbt_expectations.expect_column_quantile_values_to_be_between': ({ quantile, min_value, max_value }) => ({
    name: 'toHaveQuantilesBetween',
    args: { quantiles: [{ at: quantile, ...bounds(min_value, max_value, false) }] },
  }),
  'dbt_expectations.expect_row_values_to_have_recent_data': overTime,
  'dbt_expectations.expect_grouped_row_values_to_have_recent_data': overTime,
  'dbt_expectations.expect_row_values_to_have_data_for_every_n_datepart': overTime,
  'dbt_expectations.expect_table_row_count_to_equal_other_table': otherTable,
  'dbt_expectations.expect_column_values_to_be_within_n_stdevs': overTime,
  'dbt_expectations.expect_column_values_to_be_within_n_moving_stdevs': overTime,
  'dbt_expectations.expect_table_aggregation_to_equal_other_table': otherTable,
}

/** No row for which an expression in SQL is false; with a column, the expression goes on after its name. */
function holds({ expression, group_by }: DbtArguments, column: string): Translation | NoCheck {
  if (group_by !== undefined) return groups()
  if (typeof expression !== 'string') return { reason: 'it has no expression.' }
  return noRowWhere(`NOT (${column === '' ? '' : `${quoted(column)} `}${expression})`)
}

function bounds(min: unknown, max: unknown, isStrict: boolean) {
  return {
    ...(min !== undefined && min !== null && { min, ...(isStrict && { strictMin: true }) }),
    ...(max !== undefined && max !== null && { max, ...(isStrict && { strictMax: true }) }),
  }
}

function compound(columns: unknown): Translation {
  if (!Array.isArray(columns) || columns.length === 0) return { reason: 'it names no columns.' }
  const names = columns.map(textOf)
  return { name: names.length === 1 ? 'toHaveUniqueValues' : 'toHaveUniqueCombinations', columns: names }
}

function distinct(args: DbtArguments): Translation {
  return { name: 'toHaveDistinctCountBetween', args }
}

function typeOf(names: unknown): Translation {
  const types = Array.isArray(names) ? names.map(name => typeNamed(textOf(name))) : []
  const own = [...new Set(types.filter(type => type !== undefined))]
  if (types.length === 0 || types.includes(undefined))
    return { reason: `there is no type ${textOf(names)} here.` }
  return own.length === 1
    ? { name: 'toHaveType', args: { type: own[0] } }
    : { name: 'toHaveTypeIn', args: { types: own } }
}

/** Values that are not quoted in SQL are numbers, or true and false. */
function numbersIn(values: unknown): unknown {
  if (!Array.isArray(values)) return values
  return values.map(value =>
    typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value,
  )
}
