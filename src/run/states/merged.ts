import { createHash } from 'node:crypto'
import type { DatasetInfo, FailingRows, Relation } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import { formatList, plural } from '../../core/format.ts'
import type {
  Aggregate,
  AggregateAnswer,
  AnswerOf,
  Duplicates,
  DuplicatesRequest,
  Frequencies,
  FrequenciesRequest,
  PairMetric,
} from '../../core/metric.ts'
import { columnNames, type Schema } from '../../core/schema.ts'
import { blankRows, duplicatesTable, keysOf } from './keys.ts'
import { mergedAggregate } from './merged-aggregate.ts'
import { mergedComparison } from './merged-compared.ts'
import { checkInstead, mergedTable, wholeTable } from './merged-parts.ts'
import { mergeSchemas } from './merged-schema.ts'
import type { Saved } from './saved.ts'
import { frequenciesIn } from './table.ts'
import { duplicatesIn } from './table-answers.ts'

/** Several datasets as one, of which nothing is known but the states that were saved. It has no rows. */
export class MergedRelation implements Relation {
  readonly info: DatasetInfo
  readonly schema: Schema
  readonly queries = []
  readonly #parts: readonly Saved[]

  /**
   * @param parts at least one
   * @throws UserError naming two files whose columns differ
   */
  constructor(parts: readonly Saved[], label: string) {
    this.#parts = parts
    this.schema = mergeSchemas(parts)
    this.info = infoOf(parts, label, this.schema)
  }

  async aggregate(
    aggregates: readonly Aggregate[],
  ): Promise<readonly PromiseSettledResult<AggregateAnswer>[]> {
    return Promise.allSettled(aggregates.map(async aggregate => mergedAggregate(aggregate, this.#parts)))
  }

  async frequencies(request: FrequenciesRequest): Promise<Frequencies> {
    const { limit, ceiling = Number.POSITIVE_INFINITY } = request
    const merged = mergedTable(request, this.#parts)
    if (!('kind' in merged)) return frequenciesIn(merged, limit)
    if (merged.moreThan >= ceiling) return { entries: [], distinct: merged.moreThan + 1, total: 0 }
    return frequenciesIn(wholeTable(request, this.#parts), limit)
  }

  async duplicates(request: DuplicatesRequest): Promise<Duplicates> {
    const names = columnNames(this.schema)
    const table = duplicatesTable(request, names)
    const blank = request.where ? Number(mergedAggregate(blankRows(table), this.#parts)) : 0
    return duplicatesIn(wholeTable(table, this.#parts), {
      width: keysOf(request, names).length,
      isDiffering: request.differingIn !== undefined,
      blank,
    })
  }

  async compare<M extends PairMetric>(metric: M, reference: Relation): Promise<AnswerOf<M>> {
    if (!(reference instanceof MergedRelation)) throw new TypeError('States are compared with states.')
    return mergedComparison(metric, { sample: this.#parts, reference: reference.#parts }) as AnswerOf<M>
  }

  /** None: which rows offend is not known. */
  async failing(): Promise<FailingRows> {
    return { count: 0, distinct: 0, values: [], positions: [], positionKind: 'row', firstRows: [] }
  }

  query = without('A query')
  rows = without('A draw of rows')
  batches = without('Batches of rows')
  slices = without('Parts of the data')
  rowsAt = without('Single rows')
  rowFiles = without('Files of rows')
  writeTable = without('A changed table')
  writeRows = without('Files of rows')
  codes = without('The values of each row')

  explain(): readonly string[] {
    return []
  }
}

function without(what: string) {
  return async (): Promise<never> => {
    throw new UserError(`${what} cannot be had from states: they have no rows.`, { hint: checkInstead })
  }
}

function infoOf(parts: readonly Saved[], label: string, { columns }: Schema): DatasetInfo {
  const names = parts.map(({ partition }) => partition)
  const [first, ...others] = parts.map(({ info }) => info.format)
  const sum = (read: (info: Saved['info']) => number) =>
    parts.reduce((total, { info }) => total + read(info), 0)
  return {
    label,
    files: parts.map(({ file }) => file),
    format: first !== undefined && others.every(format => format === first) ? first : 'memory',
    rows: sum(({ rows }) => rows),
    columns: columns.length,
    bytes: sum(({ bytes }) => bytes),
    remarks: [
      parts.length === 1
        ? `states of ${names[0]}`
        : `merged from ${plural(parts.length, 'partition')}: ${formatList(names, 20)}`,
    ],
    digest: digestOf(parts),
  }
}

/** What tells the rows from others, whatever the order of the parts. */
function digestOf(parts: readonly Saved[]): string {
  const [only, ...others] = parts.map(({ identity }) => identity).sort()
  if (only?.startsWith('sha256:') && others.length === 0) return only.slice('sha256:'.length)
  return createHash('sha256')
    .update(JSON.stringify([only, ...others]))
    .digest('hex')
}
