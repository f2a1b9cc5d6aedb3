import { columnOf, type Table } from '../ml/index.ts'
import { binOf, type ProfiledInput, type TrainingProfile } from '../stages/model/training-profile.ts'
import { populationStabilityIndex } from '../stats/index.ts'

/** Counts what live rows are like, beside what the model was fitted to. */
export interface Monitor {
  see(table: Table): void
  answered(status: number, seconds: number, rows: number): void
  /** All counters, in the text format of Prometheus. */
  text(): string
}

interface Seen {
  readonly column: ProfiledInput
  readonly counts: number[]
  missing: number
  /** Values beyond the range, or of no known category. */
  outside: number
}

export function monitor({ columns }: TrainingProfile): Monitor {
  const seen = columns.map(
    (column): Seen => ({ column, counts: emptyCounts(column), missing: 0, outside: 0 }),
  )
  const places = new Map(
    columns.map(column => [
      column.name,
      new Map(column.kind === 'text' ? (column.values ?? []).map(([value], index) => [value, index]) : []),
    ]),
  )
  const requests = new Map<number, number>()
  const totals = { seconds: 0, rows: 0 }
  return {
    see(table) {
      for (const each of seen) count(each, table, places.get(each.column.name) ?? new Map())
    },
    answered(status, seconds, rows) {
      requests.set(status, (requests.get(status) ?? 0) + 1)
      totals.seconds += seconds
      totals.rows += rows
    },
    text: () =>
      [
        ...metric(
          'requests_total',
          'counter',
          'Requests by status.',
          [...requests].map(([status, count]) => [`status="${status}"`, count]),
        ),
        ...metric('request_seconds_total', 'counter', 'Seconds from request to answer.', [
          ['', totals.seconds],
        ]),
        ...metric('rows_total', 'counter', 'Rows that were predicted.', [['', totals.rows]]),
        ...byColumn('missing_total', 'counter', 'Missing values.', seen, each => each.missing),
        ...byColumn(
          'outside_total',
          'counter',
          'Values beyond the range, or of no category, of the training data.',
          seen,
          each => each.outside,
        ),
        ...byColumn(
          'drift',
          'gauge',
          'Population stability index of all rows so far, in nats.',
          seen,
          driftOf,
        ),
      ].join(''),
  }
}

function emptyCounts(column: ProfiledInput): number[] {
  const length = column.kind === 'number' ? column.counts.length : (column.values?.length ?? 0)
  return new Array<number>(length).fill(0)
}

function count(seen: Seen, table: Table, places: ReadonlyMap<string, number>): void {
  const { column, counts } = seen
  const values = columnOf(table, column.name)
  for (const value of values as ArrayLike<number | string | null> & Iterable<number | string | null>) {
    if (value === null || Number.isNaN(value)) {
      seen.missing++
      continue
    }
    const bin =
      typeof value === 'number' && column.kind === 'number'
        ? binOf(value, column.bounds)
        : places.get(String(value))
    if (bin !== undefined) counts[bin] = (counts[bin] ?? 0) + 1
    const isOutside =
      column.kind === 'number'
        ? Number(value) < column.min || Number(value) > column.max
        : bin === undefined && column.values !== undefined
    if (isOutside) seen.outside++
  }
}

/** 0 as long as there is nothing to compare. */
function driftOf({ column, counts }: Seen): number {
  const reference = column.kind === 'number' ? column.counts : (column.values ?? []).map(([, count]) => count)
  const rows = counts.reduce((sum, count) => sum + count, 0)
  return reference.length < 2 || rows === 0 ? 0 : populationStabilityIndex(reference, counts)
}

function byColumn(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  seen: readonly Seen[],
  of: (each: Seen) => number,
): readonly string[] {
  return metric(
    `column_${name}`,
    type,
    help,
    seen.map(each => [`column=${label(each.column.name)}`, of(each)]),
  )
}

function metric(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  values: readonly (readonly [labels: string, value: number])[],
): readonly string[] {
  const full = `mlcheck_${name}`
  return [
    `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n`,
    ...values.map(([labels, value]) => `${full}${labels === '' ? '' : `{${labels}}`} ${value}\n`),
  ]
}

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
function label(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`
}
