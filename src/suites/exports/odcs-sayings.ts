import { isDeepStrictEqual } from 'node:util'
import { conditionText } from '../../core/condition.ts'
import type { Check } from '../../core/suite.ts'
import { formatOfPattern } from '../formats/text-formats.ts'
import { type Params, paramsOf } from './exported.ts'
import { boundKeywords, lengthKeywords, percent, plain } from './values.ts'

/** What a contract says for a check. */
export interface Said {
  /** Keys of the property. */
  readonly keys?: Params
  /** Options of the property's type. */
  readonly options?: Params
  /** A rule under `quality`, which says the same. */
  readonly rule?: Params
  /** The type that it claims of a column, in our words. */
  readonly type?: string
  /** Columns that the contract has because of it. */
  readonly columns?: readonly string[]
}

type Saying = Said | { readonly reason: string }

const ordered = ['integer', 'number', 'date', 'timestamp']
const logicalTypes: Readonly<Record<string, string>> = { list: 'array', struct: 'object' }
const none = { mustBe: 0 }

/** Expectations with what they are in ODCS 3.1; `type` is that of the column, as far as the suite says. */
const translations: Readonly<
  Record<string, (params: Params, type: string | undefined, check: Check) => Saying>
> = {
  toHaveColumn: ({ column, position }) =>
    position === undefined ? { columns: [String(column)] } : { reason: 'columns have no places.' },
  toHaveColumns: ({ columns, exactly }) =>
    exactly
      ? { reason: 'that there are no other columns cannot be said.' }
      : { columns: columns as readonly string[] },
  toHaveType: ({ type, exactly }) => {
    if (exactly) return { reason: 'types are not told apart so exactly.' }
    const name = String(type)
    return { type: name, keys: { logicalType: logicalTypes[name] ?? name } }
  },
  toHaveNoNulls: ({ mostly = 1 }) => {
    if (mostly === 1) return { keys: { required: true }, rule: { metric: 'nullValues', ...none } }
    return { rule: { metric: 'nullValues', ...offending(mostly) } }
  },
  toHaveNullShare: ({ min = 0, max = 1 }) => ({
    rule: { metric: 'nullValues', ...shares(Number(min), Number(max)), unit: 'percent' },
  }),
  toHavePresentShareBetween: ({ min = 0, max = 1, strictMin, strictMax }) => {
    const [low, high] = [Number(min), Number(max)]
    if (strictMin || strictMax) {
      if ((strictMin && high < 1) || (strictMax && low > 0)) return { reason: 'a rule has one operator.' }
      const operator = strictMin
        ? { mustBeLessThan: percent(1 - low) }
        : { mustBeGreaterThan: percent(1 - high) }
      return { rule: { metric: 'nullValues', ...operator, unit: 'percent' } }
    }
    return { rule: { metric: 'nullValues', ...shares(1 - high, 1 - low), unit: 'percent' } }
  },
  toHaveOnlyNulls: ({ mostly = 1 }) => ({
    rule: { metric: 'nullValues', ...shares(Number(mostly), 1), unit: 'percent' },
  }),
  toHaveUniqueValues: ({ mostly = 1 }) =>
    mostly === 1
      ? { keys: { unique: true }, rule: { metric: 'duplicateValues', ...none } }
      : { reason: 'what a share of duplicates is, the standard does not say.' },
  toHaveUniqueCombinations: ({ mostly = 1, ignoreRowIf }, _, { columns }) =>
    mostly === 1 && ignoreRowIf === 'all-missing'
      ? { rule: { metric: 'duplicateValues', arguments: { properties: columns }, ...none } }
      : { reason: 'which rows count, the standard does not say.' },
  toHaveRowCount: ({ equal, min, max }) => ({ rule: { metric: 'rowCount', ...counts(equal, min, max) } }),
  toHaveValuesBetween: ({ mostly = 1, ...range }, type) => {
    if (mostly !== 1) return { reason: 'a share of values in a range cannot be said.' }
    if (type === undefined || !ordered.includes(type))
      return { reason: 'a range needs a column of a type that has an order, and the suite claims none.' }
    return { options: boundKeywords(range) as Params }
  },
  toHaveLengthsBetween: ({ mostly = 1, ...range }, type) =>
    lengthOptions(lengthKeywords(range), mostly, type),
  toHaveLengthsEqual: ({ mostly = 1, length }, type) =>
    lengthOptions(lengthKeywords({ min: length, max: length }), mostly, type),
  toHaveValuesMatching: ({ mostly = 1, pattern }, type) => {
    const format = formatOfPattern(pattern)
    return {
      ...(mostly === 1 && type === 'string' && { options: format === undefined ? { pattern } : { format } }),
      rule: { metric: 'invalidValues', arguments: { pattern }, ...offending(mostly) },
    }
  },
  toHaveValuesInSet: ({ mostly = 1, values }) => ({
    rule: { metric: 'invalidValues', arguments: { validValues: plain(values) }, ...offending(mostly) },
  }),
  toHaveValuesNotInSet: ({ mostly = 1, values }) =>
    mostly === 1
      ? { rule: { metric: 'missingValues', arguments: { missingValues: plain(values) }, ...none } }
      : { reason: 'a share of values outside a set cannot be said.' },
  toHaveNoRowsFrom: ({ sql }) => ({
    rule: {
      type: 'sql',
      query: `SELECT count(*) FROM (${String(sql).trim().replace(/;$/, '').replaceAll('{batch}', '{object}')})`,
      ...none,
    },
  }),
}

/** What ODCS has for a check; in the words of Great Expectations where it has none of its own. */
export function sayings(check: Check, type: string | undefined): Saying {
  const { expectation, where } = check
  const params = paramsOf(check)
  if (where) return ofSomeRows(check, params)
  const translate = Object.hasOwn(translations, expectation.name) ? translations[expectation.name] : undefined
  return translate?.(params, type, check) ?? inGreatExpectations(check, params)
}

/** Numbers of rows that meet a condition in SQL, or of nulls. */
function ofSomeRows({ expectation, where }: Check, { equal, min, max }: Params): Saying {
  if (expectation.name !== 'toHaveRowCount' || !where) return { reason: 'rules have no conditions on rows.' }
  const [condition] = 'call' in where && where.call === 'sql' ? where.args : []
  if (!condition || !('literal' in condition))
    return { reason: `the condition ${conditionText(where)} would have to be SQL.` }
  const query = `SELECT count(*) FROM {object} WHERE ${String(condition.literal)}`
  return { rule: { type: 'sql', query, ...counts(equal, min, max) } }
}

function inGreatExpectations({ expectation, columns }: Check, params: Params): Saying {
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  const said = (expectation.gx ?? []).flatMap(gx => {
    const names = new Map(Object.entries(gx.params).map(([theirs, ours]) => [ours, theirs]))
    const isSame = ([name, value]: readonly [string, unknown]) => {
      const read = gx.values?.[names.get(name) ?? '']
      return (
        names.has(name) && (read === undefined || isDeepStrictEqual(plain(read(plain(value))), plain(value)))
      )
    }
    if (gx.combine || gx.columns || !given.every(isSame)) return []
    return [{ name: gx.name, kwargs: given.map(([name, value]) => [names.get(name), plain(value)]) }]
  })
  const [term] = said
  if (!term) return { reason: 'it has no counterpart.' }
  const kwargs = {
    ...(expectation.subject === 'column' && { column: columns[0] }),
    ...(expectation.subject === 'columns' && { column_list: columns }),
    ...Object.fromEntries(term.kwargs),
  }
  return {
    rule: { type: 'custom', engine: 'greatExpectations', implementation: { type: term.name, kwargs } },
  }
}

/** How many of the values may offend. */
function offending(mostly: unknown): Params {
  if (mostly === 1) return none
  return { mustBeLessOrEqualTo: percent(1 - Number(mostly)), unit: 'percent' }
}

function shares(min: number, max: number): Params {
  if (min === max) return { mustBe: percent(min) }
  if (min <= 0) return { mustBeLessOrEqualTo: percent(max) }
  if (max >= 1) return { mustBeGreaterOrEqualTo: percent(min) }
  return { mustBeBetween: [percent(min), percent(max)] }
}

function counts(equal: unknown, min: unknown, max: unknown): Params {
  if (equal !== undefined || min === max) return { mustBe: equal ?? min }
  if (max === undefined) return { mustBeGreaterOrEqualTo: min }
  return min === undefined ? { mustBeLessOrEqualTo: max } : { mustBeBetween: [min, max] }
}

function lengthOptions(options: object, mostly: unknown, type: string | undefined): Saying {
  if (mostly !== 1) return { reason: 'a share of lengths in a range cannot be said.' }
  if (type !== 'string') return { reason: 'lengths need a column of text, and the suite claims none.' }
  return { options: options as Params }
}
