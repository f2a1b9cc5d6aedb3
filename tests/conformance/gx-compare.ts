import { isDeepStrictEqual } from 'node:util'
import { gxType } from '../../expectations/parts/types.ts'
import type { Json, Value } from '../../src/core/value.ts'
import type { GxCase } from './gx-case.ts'
import type { FailingRow, GxRun } from './gx-run.ts'

type Done = Exclude<GxRun, { readonly error: string }>

/** What differs between what a case expects and what came of it, in sentences; none where all agrees. */
export function differencesOf(one: GxCase, run: GxRun): readonly string[] {
  const { expected } = one
  if ('traceback_substring' in expected)
    return 'error' in run ? [] : ['it was judged, where an error is expected']
  if ('error' in run) return [`it could not be judged: ${run.error}`]
  const nested = isRecord(expected.result) ? expected.result : {}
  const wanted = { ...expected, ...nested }
  const problems = Object.entries(wanted).flatMap(([key, value]) => {
    const compare = Object.hasOwn(comparisons, key) ? comparisons[key] : undefined
    if (!compare) return [`${key} is not compared`]
    const found = compare(run, one, value)
    return isClose(found, value, toleranceOf(one)) ? [] : [`${key} is ${shown(found)}, not ${shown(value)}`]
  })
  return [...problems, ...rowProblems(one, run)]
}

const comparisons: Readonly<Record<string, (run: Done, one: GxCase, wanted: unknown) => unknown>> = {
  success: run => run.success,
  result: (_, { expected }) => expected.result,
  observed_value: observedValue,
  observed_value_list: run => ({ gxType: run.observed.type }),
  element_count: run => run.rows,
  missing_count: run => run.rows - (run.present ?? run.rows),
  missing_percent: run => (100 * (run.rows - (run.present ?? run.rows))) / run.rows,
  unexpected_count: run => run.failing?.length,
  unexpected_percent: run => (100 * (run.failing?.length ?? 0)) / run.rows,
  unexpected_list: (run, { expected }) => ordered(listed(run), expected.unexpected_list),
  partial_unexpected_list: (run, _, wanted) =>
    isPlaced(run) ? listed(run)?.slice(0, 20) : ordered(listed(run), wanted),
  unexpected_index_list: (run, _, wanted) =>
    isPlaced(run) ? run.failing?.map(row => ({ ...named(row, run), pk_index: row.row })) : wanted,
  value_counts: run => run.distinct,
  details: detailsOf,
  observed_cdf_x_0_eq: run => cumulated(run.observed.observed).x.at(0),
  'observed_cdf_x_-1_eq': run => cumulated(run.observed.observed).x.at(-1),
  observed_partition: run => run.observed.observed,
  expected_partition: run => run.observed.expected,
}

/** The number or the values behind the verdict, in the form in which Great Expectations reports them. */
function observedValue(run: Done, { expectation_type }: GxCase): unknown {
  const { observed, distinct } = run
  if ('value' in observed) return observed.value
  if ('quantiles' in observed) return { quantiles: observed.quantiles, values: observed.values }
  if ('sample' in observed) return { self: observed.sample, other: observed.reference }
  if ('type' in observed) return { gxType: observed.type }
  if ('unexpectedRows' in observed) return rowsText(Number(observed.unexpectedRows))
  if (expectation_type.includes('_columns_')) return run.columnNames
  return distinct.map(each => each.value)
}

function rowsText(rows: number): string {
  return `${rows} unexpected ${rows === 1 ? 'row' : 'rows'}`
}

function detailsOf(run: Done, { kwargs }: GxCase): Readonly<Record<string, unknown>> {
  const { observed, distinct } = run
  if ('columns' in observed) return { mismatched: misplaced(run.columnNames, kwargs.column_list) }
  const mismatched = {
    ...(isNonEmpty(observed.missing) && { missing: [...observed.missing].sort() }),
    ...(isNonEmpty(observed.surplus) && { unexpected: [...observed.surplus].sort() }),
  }
  return {
    mismatched,
    value_counts: distinct,
    bootstrap_samples: observed.samples,
    bootstrap_sample_size: observed.sampleSize,
    observed_partition: observed.observed,
    expected_partition: observed.expected,
    observed_cdf: cumulated(observed.observed),
    expected_cdf: cumulated(observed.expected),
  }
}

/** The places at which a list of columns differs from another. */
function misplaced(found: readonly string[], expected: unknown): readonly unknown[] {
  const wanted = Array.isArray(expected) ? expected : []
  return Array.from({ length: Math.max(found.length, wanted.length) }, (_, place) => ({
    'Expected Column Position': place,
    Expected: wanted[place] ?? null,
    Found: found[place] ?? null,
  })).filter(each => each.Expected !== each.Found)
}

/** The distribution function at the bounds of bins. */
function cumulated(partition: Json | undefined): {
  readonly x: readonly number[]
  readonly cdf_values: readonly number[]
} {
  const { bins, weights } = (partition ?? { bins: [], weights: [] }) as Readonly<
    Record<string, readonly number[]>
  >
  let sum = 0
  return { x: bins ?? [], cdf_values: [0, ...(weights ?? []).map(weight => (sum += weight))] }
}

/** One value of one column, a pair of two, an object of several. */
function listed(run: Done): readonly unknown[] | undefined {
  return run.failing?.map(row => {
    if (run.columns.length === 1) return row.values[0] ?? null
    return row.values
  })
}

/** Whether the offending rows have places; those of a cluster have none. */
function isPlaced({ failing }: Done): boolean {
  return failing === undefined || failing.every(({ row }) => row !== undefined)
}

function named(row: FailingRow, run: Done): Readonly<Record<string, Value>> {
  return Object.fromEntries(run.columns.map((column, index) => [column, row.values[index] ?? null]))
}

/** Lists are compared whatever their order, and rows by the columns' names where the case names them. */
function ordered(found: readonly unknown[] | undefined, expected: unknown): unknown {
  return found && Array.isArray(expected) ? new Unordered(found) : found
}

/** A list of which only the members matter. */
class Unordered {
  readonly members: readonly unknown[]

  constructor(members: readonly unknown[]) {
    this.members = members
  }
}

function rowProblems({ expected_rows }: GxCase, { failing }: Done): readonly string[] {
  if (expected_rows === null || failing === undefined) return []
  const rows = failing.map(({ row }) => row)
  if (rows.includes(undefined))
    return rows.length === expected_rows.length ? [] : [`${rows.length} rows, not ${expected_rows.length}`]
  return isDeepStrictEqual(
    rows,
    [...expected_rows].sort((a, b) => a - b),
  )
    ? []
    : [`the rows are ${shown(rows)}, not ${shown(expected_rows)}`]
}

function toleranceOf({ tolerance, expectation_type }: GxCase): number {
  return tolerance ?? (expectation_type.includes('kl_divergence') ? 1e-6 : 1e-9)
}

/** Whether two values are equal; numbers when they are close, texts and moments when they name the same moment. */
function isClose(found: unknown, expected: unknown, tolerance: number): boolean {
  // Types have other names here.
  if (isRecord(found) && 'gxType' in found) return [expected].flat().map(gxType).includes(found.gxType)
  if (found instanceof Unordered) {
    if (!Array.isArray(expected) || found.members.length !== expected.length) return false
    const rest = [...expected]
    return found.members.every(member => {
      const place = rest.findIndex(each => isClose(member, each, tolerance))
      if (place !== -1) rest.splice(place, 1)
      return place !== -1
    })
  }
  if (isRecord(expected) && '$float' in expected)
    return isClose(found, Number(String(expected.$float).replace('inf', 'Infinity')), tolerance)
  if (typeof expected === 'number') {
    const number = typeof found === 'bigint' ? Number(found) : found
    return (
      typeof number === 'number' && (Object.is(number, expected) || Math.abs(number - expected) <= tolerance)
    )
  }
  if (typeof expected === 'string') return found === expected || isSameMoment(found, expected)
  if (Array.isArray(expected) && Array.isArray(found))
    return (
      found.length === expected.length &&
      expected.every((each, place) => isClose(found[place], each, tolerance))
    )
  // A row of several columns, in the order in which the case names them.
  if (isRecord(expected) && Array.isArray(found)) return isClose(found, Object.values(expected), tolerance)
  if (isRecord(expected) && Object.keys(expected).length === 0) return isDeepStrictEqual(found, {})
  if (isRecord(expected) && isRecord(found))
    return Object.entries(expected).every(([key, each]) => isClose(found[key], each, tolerance))
  return isDeepStrictEqual(found, expected)
}

function isSameMoment(found: unknown, expected: string): boolean {
  const text = found instanceof Date ? found.toISOString() : String(found).replace(' ', 'T')
  const utc = (of: string) => Date.parse(/Z$/.test(of) ? of : `${of}Z`)
  return /^\d{4}-\d\d-\d\dT/.test(expected) && utc(text) === utc(expected)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNonEmpty(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0
}

function shown(value: unknown): string {
  const plain = value instanceof Unordered ? value.members : value
  return (
    JSON.stringify(plain, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? 'nothing'
  ).slice(0, 300)
}
