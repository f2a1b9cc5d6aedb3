import type {
  BatchesRequest,
  FailingRequest,
  FileOfRows,
  QueryRecord,
  Relation,
  RowFilesRequest,
  RowsAtRequest,
  SlicesRequest,
  WriteTableRequest,
} from '../../core/engine.ts'
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
import { batches } from './batches.ts'
import { codes } from './codes.ts'
import type { Database } from './database.ts'
import type { Dataset } from './dataset.ts'
import { failing } from './failing.ts'
import { duplicates, frequencies } from './groups.ts'
import { compare } from './pairs.ts'
import { queryResult } from './query.ts'
import { rowFiles } from './row-files.ts'
import { rowsAt } from './rows-at.ts'
import { rows } from './sampled-rows.ts'
import { slices } from './slices.ts'
import { writeRows } from './write-rows.ts'
import { writeTable } from './write-table.ts'

/** A dataset opened by DuckDB. */
export class DuckDbRelation implements Relation {
  readonly queries: QueryRecord[] = []
  readonly schema: Schema
  readonly #database: Database
  readonly #dataset: Dataset

  constructor(database: Database, dataset: Dataset) {
    this.#database = database
    this.#dataset = dataset
    this.schema = {
      columns: dataset.columns.map(({ name, type, nativeType }) => ({ name, type, nativeType })),
    }
  }

  get info() {
    return this.#dataset.info
  }

  async aggregate(aggregates: readonly Aggregate[]) {
    const { database, dataset, options } = this.#source()
    return settleAggregates(aggregates, dataset, sql => database.rows(sql, options))
  }

  async frequencies(request: FrequenciesRequest) {
    return frequencies(request, this.#source())
  }

  async duplicates(request: DuplicatesRequest) {
    return duplicates(request, this.#source())
  }

  async query(request: Omit<QueryMetric, 'kind' | 'role'>) {
    return queryResult(request, this.#source())
  }

  async compare<M extends PairMetric>(metric: M, reference: Relation): Promise<AnswerOf<M>> {
    return compare(metric, this.#source(), DuckDbRelation.sourceOf(reference)) as Promise<AnswerOf<M>>
  }

  async rows(request: Omit<RowsMetric, 'kind' | 'role'>) {
    return rows(request, this.#source())
  }

  async batches(request: BatchesRequest) {
    return batches(request, this.#source())
  }

  async slices(request: SlicesRequest) {
    return slices(request, this.#source())
  }

  async rowsAt(request: RowsAtRequest) {
    return rowsAt(request, this.#source())
  }

  async rowFiles(request: RowFilesRequest, reference?: Relation): Promise<readonly number[]> {
    return rowFiles(request, this.#source(), reference && DuckDbRelation.sourceOf(reference))
  }

  async writeTable(request: WriteTableRequest) {
    return writeTable(request, this.#source())
  }

  async writeRows(files: readonly FileOfRows[]) {
    return writeRows(files, this.#source())
  }

  async codes(column: string) {
    return codes(column, this.#source())
  }

  async failing(request: FailingRequest, reference?: Relation) {
    return failing(request, this.#source(), reference && DuckDbRelation.sourceOf(reference))
  }

  explain(aggregates: readonly Aggregate[]): readonly string[] {
    return statementsFor(aggregates, this.#dataset)
  }

  static sourceOf(relation: Relation) {
    if (relation instanceof DuckDbRelation) return relation.#source()
    throw new TypeError('Two datasets are compared by the engine that opened both.')
  }

  #source() {
    const options = { scan: true, records: this.queries, phase: `checking ${this.#dataset.info.label}` }
    return { database: this.#database, dataset: this.#dataset, options }
  }
}
