import type {
  BatchesRequest,
  FailingRequest,
  FileOfRows,
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
import { columnNames } from '../../core/schema.ts'
import { blankRows, duplicatesTable } from './keys.ts'
import { keepCompared } from './record-compared.ts'
import { Recorder } from './recorder.ts'

/** A dataset that answers as the one that it wraps does, and keeps the states of all answers on the way. */
export class RecordingRelation implements Relation {
  readonly recorder: Recorder
  readonly #inner: Relation

  constructor(inner: Relation, mostValues?: number) {
    this.#inner = inner
    this.recorder = new Recorder(inner, mostValues)
  }

  get info() {
    return this.#inner.info
  }

  get schema() {
    return this.#inner.schema
  }

  get queries() {
    return this.#inner.queries
  }

  aggregate(aggregates: readonly Aggregate[]) {
    return this.recorder.aggregate(aggregates)
  }

  frequencies(request: FrequenciesRequest) {
    return this.recorder.frequencies(request)
  }

  async duplicates(request: DuplicatesRequest) {
    const table = duplicatesTable(request, columnNames(this.schema))
    await this.recorder.keepTable(table)
    if (request.where) await this.recorder.aggregate([blankRows(table)])
    return this.#inner.duplicates(request)
  }

  announce(metrics: readonly PairMetric[], reference: Relation) {
    this.#inner.announce?.(metrics, innerOf(reference))
  }

  async compare<M extends PairMetric>(metric: M, reference: Relation): Promise<AnswerOf<M>> {
    const answer = await this.#inner.compare(metric, innerOf(reference))
    if (reference instanceof RecordingRelation)
      await keepCompared(metric, answer, { sample: this.recorder, reference: reference.recorder })
    return answer
  }

  query(request: Omit<QueryMetric, 'kind' | 'role'>) {
    return this.#inner.query(request)
  }

  rows(request: Omit<RowsMetric, 'kind' | 'role'>) {
    return this.#inner.rows(request)
  }

  batches(request: BatchesRequest) {
    return this.#inner.batches(request)
  }

  slices(request: SlicesRequest) {
    return this.#inner.slices(request)
  }

  failing(request: FailingRequest, reference?: Relation) {
    return this.#inner.failing(request, reference && innerOf(reference))
  }

  rowsAt(request: RowsAtRequest) {
    return this.#inner.rowsAt(request)
  }

  rowFiles(request: RowFilesRequest, reference?: Relation) {
    return this.#inner.rowFiles(request, reference && innerOf(reference))
  }

  writeTable(request: WriteTableRequest) {
    return this.#inner.writeTable(request)
  }

  writeRows(files: readonly FileOfRows[]) {
    return this.#inner.writeRows(files)
  }

  codes(column: string) {
    return this.#inner.codes(column)
  }

  explain(aggregates: readonly Aggregate[]) {
    return this.#inner.explain(aggregates)
  }

  static innerOf(relation: Relation): Relation {
    return relation instanceof RecordingRelation ? relation.#inner : relation
  }
}

const { innerOf } = RecordingRelation
