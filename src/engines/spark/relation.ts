import type {
  DatasetInfo,
  FailingRequest,
  QueryRecord,
  Relation,
  RowsAtRequest,
  SlicesRequest,
} from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import type {
  Aggregate,
  AnswerOf,
  DuplicatesRequest,
  FrequenciesRequest,
  PairMetric,
  QueryMetric,
  RowsMetric,
} from '../../core/metric.ts'
import type { Schema } from '../../core/schema.ts'
import { settleAggregates, statementsFor } from './aggregates.ts'
import type { Dataset } from './dataset.ts'
import { failing } from './failing.ts'
import { allFrequencies } from './frequencies.ts'
import { duplicates, frequencies, type Source, sampledRows } from './groups.ts'
import { Comparison } from './pairs.ts'
import { queryResult } from './query.ts'
import type { SparkSession } from './session.ts'
import { slices } from './slices.ts'

/** A dataset opened by Spark. Its rows have no order, so that none of them has a number. */
export class SparkRelation implements Relation {
  readonly queries: QueryRecord[] = []
  readonly schema: Schema
  readonly info: DatasetInfo
  readonly #session: SparkSession
  readonly #dataset: Dataset
  readonly #comparisons = new WeakMap<Relation, Comparison>()

  constructor(session: SparkSession, dataset: Dataset, info: DatasetInfo) {
    this.#session = session
    this.#dataset = dataset
    this.info = info
    this.schema = {
      columns: dataset.columns.map(({ name, type, nativeType }) => ({ name, type, nativeType })),
    }
  }

  async aggregate(aggregates: readonly Aggregate[]) {
    const { dataset, rows } = this.#source()
    return settleAggregates(aggregates, dataset, rows)
  }

  async frequencies(request: FrequenciesRequest) {
    return frequencies(request, this.#source())
  }

  async allFrequencies(requests: readonly FrequenciesRequest[]) {
    return allFrequencies(requests, this.#source())
  }

  async duplicates(request: DuplicatesRequest) {
    return duplicates(request, this.#source())
  }

  async rows(request: Omit<RowsMetric, 'kind' | 'role'>) {
    return sampledRows(request, this.#source())
  }

  async query(request: Omit<QueryMetric, 'kind' | 'role'>) {
    return queryResult(request, this.#source())
  }

  async slices(request: SlicesRequest) {
    return slices(request, this.#source())
  }

  async failing(request: FailingRequest, reference?: Relation) {
    return failing(request, this.#source(), reference && SparkRelation.sourceOf(reference).dataset)
  }

  /** There are no rows to ask for, as `failing` names none. */
  async rowsAt({ rows }: RowsAtRequest) {
    if (rows.length === 0) return []
    throw new UserError('The rows on Spark have no numbers, so that none can be shown by its number.')
  }

  announce(metrics: readonly PairMetric[], reference: Relation): void {
    this.#comparedWith(reference).announce(metrics)
  }

  async compare<M extends PairMetric>(metric: M, reference: Relation): Promise<AnswerOf<M>> {
    return (await this.#comparedWith(reference).answer(metric)) as AnswerOf<M>
  }

  explain(aggregates: readonly Aggregate[]): readonly string[] {
    return statementsFor(aggregates, this.#dataset)
  }

  batches = staying('batches of rows')
  rowFiles = staying('files of offending rows')
  writeTable = staying('changed tables')
  writeRows = staying('files of some rows')
  codes = staying('codes of all values')

  #comparedWith(reference: Relation): Comparison {
    const known = this.#comparisons.get(reference)
    if (known) return known
    const [own, other] = [this.#source(), SparkRelation.sourceOf(reference)]
    const pool = {
      tables: [own.dataset.table, other.dataset.table],
      rows: own.rows,
      view: (columns: readonly (readonly number[])[]) => this.#session.viewOf(columns),
    }
    const comparison = new Comparison({ sample: own, reference: other, pool })
    this.#comparisons.set(reference, comparison)
    return comparison
  }

  static sourceOf(relation: Relation): Source {
    if (relation instanceof SparkRelation) return relation.#source()
    throw new TypeError('Two datasets are compared by the engine that opened both.')
  }

  #source(): Source {
    return {
      dataset: this.#dataset,
      rows: async sql => {
        const start = performance.now()
        this.#session.phase = `checking ${this.info.label}`
        const rows = await this.#session.rows(sql)
        this.queries.push({ sql, milliseconds: performance.now() - start, scan: true })
        return rows
      },
      schema: query => this.#session.schema({ sql: { query } }),
    }
  }
}

function staying(what: string): () => Promise<never> {
  return async () => {
    throw new UserError(
      `The rows of a dataset on Spark stay on the cluster: there are no ${what} on this machine.`,
      {
        hint: 'The engine duckdb makes them, of files that this machine can read.',
      },
    )
  }
}
