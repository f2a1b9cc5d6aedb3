import type { Expr } from './expr.ts'
import type { Schema } from './schema.ts'
import type { Value } from './value.ts'

/** Which of a run's two datasets a metric is about. */
export type Role = 'sample' | 'reference'

/**
 * Aggregates over one dataset. Null is left out of all but `rowCount`; NaN and ±infinity are also left out of
 * `min`, `max`, `sum`, `mean`, `variance` and `quantiles`. Without a value to work on, counts and `sum` are 0 and
 * all others null.
 *
 * - `rowCount` rows; `count` non-null values; `countIf` rows where `of` is true
 * - `distinctCount` distinct non-null values
 * - `variance` of the sample (n − 1); null below two values
 * - `quantiles` one per probability, linear interpolation (type 7)
 */
export type AggregateName =
  | 'rowCount'
  | 'count'
  | 'countIf'
  | 'distinctCount'
  | 'min'
  | 'max'
  | 'sum'
  | 'mean'
  | 'variance'
  | 'quantiles'

export interface Aggregate {
  readonly name: AggregateName
  readonly of?: Expr
  /** Only rows where this is true. */
  readonly where?: Expr
  /** For `quantiles`, each within [0, 1]. */
  readonly probabilities?: readonly number[]
}

export type AggregateAnswer = Value | readonly (number | null)[]

/** The most frequent combinations of values. */
export interface Frequencies {
  /** By count, descending, then by value. Combinations in which every column is null are left out. */
  readonly entries: readonly { readonly values: readonly Value[]; readonly count: number }[]
  /** How many distinct combinations there are, listed or not. */
  readonly distinct: number
  /** How many rows the distinct combinations cover. */
  readonly total: number
}

/** How many rows share their values with another row. Rows in which every column is null are left out. */
export interface Duplicates {
  readonly rows: number
  readonly groups: number
  readonly checked: number
}

/** Distinct finite values of two datasets pooled, ascending, with their counts in each. */
export interface Tally {
  readonly values: Float64Array
  readonly reference: Uint32Array
  readonly sample: Uint32Array
}

export interface SchemaMetric {
  readonly kind: 'schema'
  readonly role: Role
}

export interface AggregateMetric<T extends AggregateAnswer = AggregateAnswer> {
  readonly kind: 'aggregate'
  readonly role: Role
  readonly aggregate: Aggregate
  /** Never present; carries the answer's type. */
  readonly answers?: T
}

export interface FrequenciesRequest {
  readonly columns: readonly string[]
  /** How many entries to list at most. */
  readonly limit: number
  /** With more distinct combinations than this, nothing needs to be listed and `distinct` may be any larger number. */
  readonly ceiling?: number
}

export interface FrequenciesMetric extends FrequenciesRequest {
  readonly kind: 'frequencies'
  readonly role: Role
}

export interface DuplicatesMetric {
  readonly kind: 'duplicates'
  readonly role: Role
  readonly columns: readonly string[]
}

/** What a two-sample test of one column needs. */
export interface RanksMetric {
  readonly kind: 'ranks'
  readonly column: string
}

/** A question about the data, as plain data. Two metrics with the same `metricKey` are the same question. */
export type Metric = SchemaMetric | AggregateMetric | FrequenciesMetric | DuplicatesMetric | RanksMetric

export type Metrics = Readonly<Record<string, Metric>>

export type AnswerOf<M extends Metric> =
  M extends AggregateMetric<infer T>
    ? T
    : M extends SchemaMetric
      ? Schema
      : M extends FrequenciesMetric
        ? Frequencies
        : M extends DuplicatesMetric
          ? Duplicates
          : M extends RanksMetric
            ? Tally
            : never

export type Answers<M extends Metrics> = { readonly [K in keyof M]: AnswerOf<M[K]> }

/** The canonical text of a metric. */
export function metricKey(metric: Metric): string {
  return JSON.stringify(metric, (_, part: unknown) => {
    if (typeof part === 'bigint') return { bigint: part.toString() }
    if (typeof part === 'number' && !Number.isFinite(part)) return { number: String(part) }
    return part
  })
}

/** Constructors of metrics about one role: `of('sample').mean(value('price'))`. */
export function of(role: Role) {
  const aggregate = <T extends AggregateAnswer>(aggregate: Aggregate): AggregateMetric<T> => ({
    kind: 'aggregate',
    role,
    aggregate,
  })
  return {
    schema: (): SchemaMetric => ({ kind: 'schema', role }),
    rowCount: () => aggregate<number>({ name: 'rowCount' }),
    count: (expr: Expr) => aggregate<number>({ name: 'count', of: expr }),
    countIf: (expr: Expr) => aggregate<number>({ name: 'countIf', of: expr }),
    distinctCount: (expr: Expr) => aggregate<number>({ name: 'distinctCount', of: expr }),
    min: (expr: Expr) => aggregate<Value>({ name: 'min', of: expr }),
    max: (expr: Expr) => aggregate<Value>({ name: 'max', of: expr }),
    sum: (expr: Expr) => aggregate<number | bigint>({ name: 'sum', of: expr }),
    mean: (expr: Expr) => aggregate<number | null>({ name: 'mean', of: expr }),
    variance: (expr: Expr) => aggregate<number | null>({ name: 'variance', of: expr }),
    quantiles: (expr: Expr, probabilities: readonly number[]) =>
      aggregate<readonly (number | null)[]>({ name: 'quantiles', of: expr, probabilities }),
    frequencies: (columns: readonly string[], limit: number, ceiling?: number): FrequenciesMetric => ({
      kind: 'frequencies',
      role,
      columns,
      limit,
      ...(ceiling === undefined ? {} : { ceiling }),
    }),
    duplicates: (columns: readonly string[]): DuplicatesMetric => ({ kind: 'duplicates', role, columns }),
  }
}

/** The ranks of a column in both datasets. */
export const ranks = (column: string): RanksMetric => ({ kind: 'ranks', column })
