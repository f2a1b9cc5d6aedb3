import type { Expr } from './expr.ts'
import type { Schema } from './schema.ts'
import type { Value } from './value.ts'

/** Which of a run's two datasets a metric is about. */
export type Role = 'sample' | 'reference'

/**
 * Aggregates over one dataset. Null is left out of all but `rowCount`; NaN and ±infinity are also left out of
 * `min`, `max`, `sum`, `mean`, `variance`, `skewness` and `quantiles`. Without a value to work on, counts and `sum` are 0 and
 * all others null.
 *
 * - `rowCount` rows; `count` non-null values; `countIf` rows where `of` is true
 * - `distinctCount` distinct non-null values
 * - `variance` of the sample (n − 1); null below two values
 * - `skewness` of the sample, adjusted for its size (G₁); null below three values and for a constant
 * - `entropy` of the shares of the distinct values, in bits; NaN and ±infinity are values
 * - `quantiles` one per probability, linear interpolation (type 7) unless asked for another; `nearest` takes the value
 *   of even place where both are as near
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
  | 'skewness'
  | 'entropy'
  | 'quantiles'

export interface Aggregate {
  readonly name: AggregateName
  readonly of?: Expr
  /** Only rows where this is true. */
  readonly where?: Expr
  /** For `quantiles`, each within [0, 1]. */
  readonly probabilities?: readonly number[]
  /** For `quantiles`, what to take between two values; `linear` where absent. */
  readonly between?: QuantileMethod
}

/** What a quantile is that falls between two values: on the line between them, or one of them, or their middle. */
export const quantileMethods = ['linear', 'nearest', 'lower', 'higher', 'midpoint'] as const
export type QuantileMethod = (typeof quantileMethods)[number]

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

/** How many rows share their values with another row, or with one from which they differ where that is asked. */
export interface Duplicates {
  readonly rows: number
  readonly groups: number
  readonly checked: number
}

/** Distinct finite values of two datasets pooled, ascending, with their counts in each. */
export interface Tally {
  readonly values: Float64Array
  readonly reference: Uint32Array | Float64Array
  readonly sample: Uint32Array | Float64Array
  /** Where an engine does not hand out every distinct value. */
  readonly ranges?: Ranges
}

/**
 * What is known of a tally whose entries may stand for many neighbouring values: all those above the entry before, up
 * to the entry's own. The distribution functions are exact at every entry, and differ most at entries.
 */
export interface Ranges {
  /** 1 for an entry that stands for more than one distinct value, 0 for one value. */
  readonly isRange: Uint8Array
  /** The mean of all values; null without any. */
  readonly means: Readonly<Record<Role, number | null>>
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
  /** Only rows where this is true. */
  readonly where?: Expr
}

export interface DuplicatesRequest {
  /** All of the dataset, but for the one in which rows differ, where none is named. */
  readonly columns: readonly string[]
  /** Only rows count that share their values with one that has another value here; null is a value of its own. */
  readonly differingIn?: string
  /** Only rows where this is true; where absent, rows in which at least one of the columns is not null. */
  readonly where?: Expr
}

export interface FrequenciesMetric extends FrequenciesRequest {
  readonly kind: 'frequencies'
  readonly role: Role
}

export interface DuplicatesMetric extends DuplicatesRequest {
  readonly kind: 'duplicates'
  readonly role: Role
}

/** What a query in the engine's own SQL returns. */
export interface QueryResult {
  /** How many rows. */
  readonly count: number
  /** The first of them, each cell as text. */
  readonly rows: readonly (readonly (string | null)[])[]
}

/** What a query in the engine's own SQL returns. */
export interface QueryMetric {
  readonly kind: 'query'
  readonly role: Role
  /** A SELECT, in which `{batch}` stands for the dataset. */
  readonly sql: string
  /** How many rows to list at most. */
  readonly limit: number
  /** The dataset's rows are only those where this is true. */
  readonly where?: Expr
}

/** What a two-sample test needs. */
export interface RanksMetric {
  readonly kind: 'ranks'
  /** A column of numbers, or an expression over each row that gives numbers. */
  readonly of: Expr
}

/** What a two-sample test needs whose rows come in clusters, such as the trips of one driver. */
export interface ClusteredMetric {
  readonly kind: 'clustered'
  readonly of: Expr
  /** The column that names the cluster of a row. */
  readonly cluster: string
}

/**
 * Values of two datasets by cluster. Null is left out, and so are NaN and ±infinity; a row without a cluster is a
 * cluster of its own.
 */
export interface Clustered {
  /** The distinct values of both, ascending. */
  readonly values: readonly Value[]
  readonly reference: ClusteredSide
  readonly sample: ClusteredSide
}

/** How often each value occurs in each cluster: parallel arrays with one entry for each pair that occurs. */
export interface ClusteredSide {
  readonly clusters: number
  /** 0-based number of the cluster, below `clusters`; the same number means nothing in the other dataset. */
  readonly cluster: Uint32Array
  /** 0-based place among `values`. */
  readonly value: Uint32Array
  readonly count: Uint32Array
}

/** What a two-sample test needs whose rows stand for different numbers of others. */
export interface WeightedMetric {
  readonly kind: 'weighted'
  readonly of: Expr
  /** A numeric column. */
  readonly weight: string
}

/** Values of two datasets with their weights. Null is left out, and so are NaN and ±infinity. */
export interface Weighted {
  /** The distinct values of both, ascending. */
  readonly values: readonly Value[]
  readonly reference: WeightedSide
  readonly sample: WeightedSide
}

export interface WeightedSide {
  /** The sum of the weights of the rows that have each value. */
  readonly weights: Float64Array
  /** Σ w² over all rows that have a value. */
  readonly squares: number
  /** How many rows have a value. */
  readonly n: number
  /** How many of all rows have no weight, or one that is negative or not finite: they have no part in the rest. */
  readonly unusable: number
}

/** Which rows of each dataset have a counterpart in the other. */
export interface OverlapRequest {
  /** What has to be the same, null being the same as null; all columns that both have where none is named. */
  readonly columns: readonly string[]
  /** What the columns are called in the reference, where that differs. */
  readonly referenceColumns?: readonly string[]
  /** Only rows of the sample where this is true. */
  readonly where?: Expr
  /** Only rows of the reference where this is true. Where a check has a condition, it is one for these rows too. */
  readonly referenceWhere?: Expr
}

export interface OverlapMetric extends OverlapRequest {
  readonly kind: 'overlap'
}

/** How many rows there are, and how many have a counterpart in the other dataset. */
export interface Overlap {
  readonly sample: OverlapSide
  readonly reference: OverlapSide
}

interface OverlapSide {
  readonly rows: number
  readonly shared: number
}

/** Some rows of a dataset, the same ones each time that they are asked for. */
export interface RowsMetric {
  readonly kind: 'rows'
  readonly role: Role
  readonly columns: readonly string[]
  /** How many rows at most; when there are more, they are drawn without regard to their order. */
  readonly limit: number
  /** Draws other rows. */
  readonly seed: number
  /** Only rows where this is true. */
  readonly where?: Expr
}

/** One array for each column, all of the same length. */
export type Rows = readonly (readonly Value[])[]

/** What is remembered of the accepted batches before the sample, in the series that the run belongs to. */
export interface PastMetric {
  readonly kind: 'past'
  readonly role: 'sample'
}

/** An accepted batch of a series. */
export interface PastBatch {
  /** Counts from 1. */
  readonly batch: number
  /** How many rows its sample had; absent where nobody wrote it down. */
  readonly rows?: number
}

/** A question about the data, as plain data. Two metrics with the same `metricKey` are the same question. */
export type Metric =
  | SchemaMetric
  | AggregateMetric
  | FrequenciesMetric
  | DuplicatesMetric
  | QueryMetric
  | RowsMetric
  | PastMetric
  | PairMetric

/** A question about both datasets together, asked one after the other because the answer of most is large. */
export type PairMetric = RanksMetric | ClusteredMetric | WeightedMetric | OverlapMetric

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
          : M extends QueryMetric
            ? QueryResult
            : M extends RowsMetric
              ? Rows
              : M extends PastMetric
                ? readonly PastBatch[]
                : M extends RanksMetric
                  ? Tally
                  : M extends ClusteredMetric
                    ? Clustered
                    : M extends WeightedMetric
                      ? Weighted
                      : M extends OverlapMetric
                        ? Overlap
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
    skewness: (expr: Expr) => aggregate<number | null>({ name: 'skewness', of: expr }),
    entropy: (expr: Expr) => aggregate<number | null>({ name: 'entropy', of: expr }),
    quantiles: (expr: Expr, probabilities: readonly number[], between?: QuantileMethod) =>
      aggregate<readonly (number | null)[]>({
        name: 'quantiles',
        of: expr,
        probabilities,
        ...(between && { between }),
      }),
    frequencies: (columns: readonly string[], limit: number, ceiling?: number): FrequenciesMetric => ({
      kind: 'frequencies',
      role,
      columns,
      limit,
      ...(ceiling === undefined ? {} : { ceiling }),
    }),
    duplicates: (columns: readonly string[], where?: Expr, differingIn?: string): DuplicatesMetric => ({
      kind: 'duplicates',
      role,
      columns,
      ...(where && { where }),
      ...(differingIn !== undefined && { differingIn }),
    }),
    query: (sql: string, limit = 0): QueryMetric => ({ kind: 'query', role, sql, limit }),
    rows: (columns: readonly string[], limit: number, seed: number): RowsMetric => ({
      kind: 'rows',
      role,
      columns,
      limit,
      seed,
    }),
  }
}

/** The accepted batches before the sample, the newest first; none without a series. */
export const pastBatches: PastMetric = { kind: 'past', role: 'sample' }

/** The ranks of a column, or of an expression, in both datasets. */
export const ranks = (of: Expr): RanksMetric => ({ kind: 'ranks', of })

/** The values of an expression in both datasets, by cluster. */
export const clustered = (of: Expr, cluster: string): ClusteredMetric => ({ kind: 'clustered', of, cluster })

/** The values of an expression in both datasets, with their weights. */
export const weighted = (of: Expr, weight: string): WeightedMetric => ({ kind: 'weighted', of, weight })

/** The rows of both datasets that have a counterpart in the other. */
export const overlap = (request: OverlapRequest): OverlapMetric => ({ kind: 'overlap', ...request })

/** Whether a metric is about both datasets together. */
export function isPairMetric(metric: Metric): metric is PairMetric {
  return pairKinds.includes(metric.kind)
}

const pairKinds: readonly Metric['kind'][] = ['ranks', 'clustered', 'weighted', 'overlap']

/** Whether an answer has clusters. */
export function isClustered(answer: Tally | Clustered | Weighted): answer is Clustered {
  return 'cluster' in answer.reference
}

/** Whether an answer has weights. */
export function isWeighted(answer: Tally | Clustered | Weighted): answer is Weighted {
  return 'weights' in answer.reference
}
