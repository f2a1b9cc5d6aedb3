import type { DatasetInfo, QueryRecord, Relation } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import type { Aggregate, DuplicatesRequest, FrequenciesRequest, RowsMetric } from '../../core/metric.ts'
import type { Schema } from '../../core/schema.ts'
import { settleAggregates, statementsFor } from './aggregates.ts'
import type { Dataset } from './dataset.ts'
import { duplicates, frequencies, type Source, sampledRows } from './groups.ts'
import type { SparkSession } from './session.ts'

/** A dataset opened by Spark. Its rows have no order, so that none of them has a number. */
export class SparkRelation implements Relation {
  readonly queries: QueryRecord[] = []
  readonly schema: Schema
  readonly info: DatasetInfo
  readonly #session: SparkSession
  readonly #dataset: Dataset

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

  async duplicates(request: DuplicatesRequest) {
    return duplicates(request, this.#source())
  }

  async rows(request: Omit<RowsMetric, 'kind' | 'role'>) {
    return sampledRows(request, this.#source())
  }

  explain(aggregates: readonly Aggregate[]): readonly string[] {
    return statementsFor(aggregates, this.#dataset)
  }

  query = unsupported('queries in its own SQL')
  compare = unsupported('comparisons with a reference')
  batches = unsupported('rows in batches')
  slices = unsupported('slices')
  failing = unsupported('offending rows')
  rowsAt = unsupported('rows by their number')
  rowFiles = unsupported('files of rows')
  writeTable = unsupported('changed tables')
  writeRows = unsupported('files of rows')
  codes = unsupported('codes of values')

  #source(): Source {
    return {
      dataset: this.#dataset,
      rows: async sql => {
        const start = performance.now()
        const rows = await this.#session.rows(sql)
        this.queries.push({ sql, milliseconds: performance.now() - start, scan: true })
        return rows
      },
    }
  }
}

function unsupported(what: string): () => Promise<never> {
  return async () => {
    throw new UserError(`The engine spark does not have ${what}.`, { hint: 'The engine duckdb has.' })
  }
}
