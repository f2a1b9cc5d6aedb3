import { UserError } from '../../core/errors.ts'
import type { Tally } from '../../core/metric.ts'
import { numericTypes, typeWords } from '../../core/schema.ts'
import type { Database, RunOptions } from './database.ts'
import { type Dataset, type StoredColumn, storedColumn } from './dataset.ts'
import { radixSort } from './radix-sort.ts'
import { doublesOf } from './results.ts'

/** Distinct values, ascending, and how often each occurs. */
interface Counts<T extends number | bigint = number> {
  readonly values: ArrayLike<T>
  readonly counts: ArrayLike<number>
}

type Source = { readonly database: Database; readonly dataset: Dataset; readonly options: RunOptions }

/** Below this, sorting here costs less than guessing how often values repeat. */
const fewRows = 200_000
/** Rows looked at to guess how often values repeat. */
const peek = 8192
/** From so many rows per distinct value on, grouping by the database costs less than sorting here. */
const repetitions = 7

/**
 * The tally of a column in two datasets.
 *
 * @throws UserError when the column is not numeric in both.
 */
export async function ranks(column: string, sample: Source, reference: Source): Promise<Tally> {
  const [own, other] = [numericColumn(column, sample.dataset), numericColumn(column, reference.dataset)]
  const mine = await countsOf(own, sample)
  const theirs = mine && (await countsOf(other, reference))
  if (mine !== undefined && theirs !== undefined) return merge(mine, theirs)
  return merge(await exactCountsOf(own, sample), await exactCountsOf(other, reference))
}

function numericColumn(name: string, dataset: Dataset): StoredColumn {
  const column = storedColumn(dataset, name)
  if (numericTypes.includes(column.type) || column.type === 'unknown') return column
  throw new UserError(
    `The values of ${name} in ${dataset.info.label} are each ${typeWords[column.type]}, so they have no ranks.`,
  )
}

/** Nothing when integers are so large that doubles cannot tell them apart. */
async function countsOf(column: StoredColumn, source: Source): Promise<Counts | undefined> {
  const sorted = await sortedDistinct(column, source)
  if (column.type !== 'integer') return sorted
  const { values } = sorted
  const isExact = Number.isSafeInteger(values[0] ?? 0) && Number.isSafeInteger(values[values.length - 1] ?? 0)
  return isExact ? sorted : undefined
}

async function sortedDistinct(column: StoredColumn, source: Source): Promise<Counts> {
  if (await isRepetitive(column, source)) return groupedCounts(column, source)
  const { table } = source.dataset
  const sql = `SELECT ${asDouble(column)} FROM ${table} WHERE ${isUsable(column)}`
  return runLengths(radixSort(doublesOf(await source.database.query(sql, source.options))))
}

/** Whether values repeat so often that the database should group them, as far as the first rows tell. */
async function isRepetitive(column: StoredColumn, source: Source): Promise<boolean> {
  const { rows } = source.dataset.info
  if (rows < fewRows) return false
  const estimates = await distinctValues(source)
  return (estimates.get(column.name) ?? rows) * repetitions <= rows
}

const estimatesByDataset = new WeakMap<Dataset, Promise<ReadonlyMap<string, number>>>()

/** Roughly how many distinct values each numeric column has; asked once for all columns. */
function distinctValues(source: Source): Promise<ReadonlyMap<string, number>> {
  const known = estimatesByDataset.get(source.dataset)
  if (known) return known
  const asked = askDistinctValues(source)
  estimatesByDataset.set(source.dataset, asked)
  return asked
}

async function askDistinctValues({
  database,
  dataset,
  options,
}: Source): Promise<ReadonlyMap<string, number>> {
  const columns = dataset.columns.filter(({ type }) => numericTypes.includes(type))
  const counts = columns.map(({ identifier }) => `count(${identifier}), count(DISTINCT ${identifier})`)
  const sql = `SELECT ${counts.join(', ')} FROM (SELECT ${columns.map(({ identifier }) => identifier).join(', ')} FROM ${dataset.table} LIMIT ${peek})`
  const [cells = []] = await database.rows(sql, { ...options, scan: false })
  return new Map(
    columns.map(({ name }, index) => [
      name,
      distinctIn(Number(cells[2 * index]), Number(cells[2 * index + 1])),
    ]),
  )
}

/** How many distinct values there are when `draws` draws of equally frequent ones show `seen`: the birthday problem. */
function distinctIn(draws: number, seen: number): number {
  return seen < draws / 2 ? seen : (draws * draws) / (2 * (draws - seen))
}

async function groupedCounts(column: StoredColumn, { database, dataset, options }: Source): Promise<Counts> {
  const sql = `SELECT ${asDouble(column)} AS x, CAST(count(*) AS DOUBLE) FROM ${dataset.table} WHERE ${isUsable(column)} GROUP BY 1 ORDER BY 1`
  const result = await database.query(sql, options)
  return { values: doublesOf(result).map(value => value + 0), counts: doublesOf(result, 1) }
}

async function exactCountsOf(column: StoredColumn, { database, dataset, options }: Source) {
  const sql = `SELECT ${column.identifier} AS x, count(*) FROM ${dataset.table} WHERE ${isUsable(column)} GROUP BY 1 ORDER BY 1`
  const rows = await database.rows(sql, options)
  return {
    values: rows.map(([x]) => x as number | bigint),
    counts: rows.map(([, count]) => Number(count)),
  }
}

function asDouble({ identifier }: StoredColumn): string {
  return `CAST(${identifier} AS DOUBLE)`
}

function isUsable({ identifier, type }: StoredColumn): string {
  return type === 'number' ? `isfinite(${identifier})` : `${identifier} IS NOT NULL`
}

function runLengths(sorted: Float64Array): Counts {
  let distinct = 0
  for (let index = 0; index < sorted.length; index++) if (sorted[index] !== sorted[index - 1]) distinct += 1
  const values = new Float64Array(distinct)
  const counts = new Uint32Array(distinct)
  let last = -1
  for (let index = 0; index < sorted.length; index++) {
    if (sorted[index] !== sorted[index - 1]) {
      last += 1
      // Minus zero equals zero.
      values[last] = (sorted[index] ?? 0) + 0
    }
    counts[last] = (counts[last] ?? 0) + 1
  }
  return { values, counts }
}

function merge(sample: Counts<number | bigint>, reference: Counts<number | bigint>): Tally {
  const distinct = eachPooled(sample, reference, () => {})
  const values = new Float64Array(distinct)
  const tally = { values, reference: new Uint32Array(distinct), sample: new Uint32Array(distinct) }
  eachPooled(sample, reference, (index, value, ofSample, ofReference) => {
    values[index] = Number(value)
    tally.sample[index] = ofSample
    tally.reference[index] = ofReference
  })
  return tally
}

/** Visits the distinct values of both in order, and returns how many there are. */
function eachPooled(
  a: Counts<number | bigint>,
  b: Counts<number | bigint>,
  visit: (index: number, value: number | bigint, ofA: number, ofB: number) => void,
): number {
  let [i, j, index] = [0, 0, 0]
  while (i < a.values.length || j < b.values.length) {
    const [left, right] = [a.values[i], b.values[j]]
    const takesLeft = left !== undefined && (right === undefined || left <= right)
    const takesRight = right !== undefined && (left === undefined || right <= left)
    const value = takesLeft ? left : right
    if (value === undefined) break
    visit(index, value, takesLeft ? (a.counts[i] ?? 0) : 0, takesRight ? (b.counts[j] ?? 0) : 0)
    if (takesLeft) i += 1
    if (takesRight) j += 1
    index += 1
  }
  return index
}
