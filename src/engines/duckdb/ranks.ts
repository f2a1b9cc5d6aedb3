import { assertNumeric, valuesOf } from '../../core/applicable.ts'
import type { Expr } from '../../core/expr.ts'
import type { Tally } from '../../core/metric.ts'
import { type ColumnType, numericTypes } from '../../core/schema.ts'
import { type Counts, tallyOf } from '../../core/tally.ts'
import { compile } from './compile.ts'
import type { Dataset } from './dataset.ts'
import { explained } from './patterns.ts'
import { radixSort } from './radix-sort.ts'
import { doubles, fillColumns } from './results.ts'
import type { Source } from './source.ts'
import { decodable } from './sql.ts'
import { runLengths } from './tally.ts'

/** A number of each row: a column of the dataset, or one that is computed before the query reads it. */
interface Numbers {
  /** What to put before the query. */
  readonly prelude: string
  readonly from: string
  /** A quoted identifier. */
  readonly identifier: string
  /** What it is computed from; the identifier where it is a column of the dataset. */
  readonly text: string
  readonly type: ColumnType
}

/** Below this, sorting here costs less than guessing how often values repeat. */
const fewRows = 200_000
/** Rows looked at to guess how often values repeat. */
const peek = 8192
/** From so many rows per distinct value on, grouping by the database costs less than sorting here. */
const repetitions = 7

/**
 * The tally of a column, or of an expression, in two datasets.
 *
 * @throws UserError when it is not numeric in both.
 */
export async function ranks(of: Expr, sample: Source, reference: Source): Promise<Tally> {
  const [own, other] = [numbersOf(of, sample.dataset), numbersOf(of, reference.dataset)]
  try {
    const mine = await countsOf(own, sample)
    const theirs = mine && (await countsOf(other, reference))
    if (mine !== undefined && theirs !== undefined) return tallyOf(mine, theirs)
    return tallyOf(await exactCountsOf(own, sample), await exactCountsOf(other, reference))
  } catch (reason) {
    throw explained(reason, [of])
  }
}

function numbersOf(of: Expr, dataset: Dataset): Numbers {
  const { text, type } = compile(of, dataset)
  assertNumeric(valuesOf(of), { type, label: dataset.info.label }, 'they have no ranks')
  if ('column' in of) return { prelude: '', from: dataset.table, identifier: text, text, type }
  // Materialised, or the condition on it would compute it once more.
  const prelude = `WITH computed AS MATERIALIZED (SELECT ${text} AS x FROM ${dataset.table}) `
  return { prelude, from: 'computed', identifier: 'x', text, type }
}

/** Nothing when integers are so large that doubles cannot tell them apart. */
async function countsOf(column: Numbers, source: Source): Promise<Counts | undefined> {
  const sorted = await sortedDistinct(column, source)
  if (column.type !== 'integer') return sorted
  const { values } = sorted
  const isExact = Number.isSafeInteger(values[0] ?? 0) && Number.isSafeInteger(values[values.length - 1] ?? 0)
  return isExact ? sorted : undefined
}

async function sortedDistinct(column: Numbers, source: Source): Promise<Counts> {
  if (await isRepetitive(column, source)) return groupedCounts(column, source)
  const sql = `${column.prelude}SELECT ${asDouble(column)} FROM ${column.from} WHERE ${isUsable(column)}`
  const result = await source.database.query(sql, source.options)
  const values = doubles(result)
  fillColumns(result, [values])
  return runLengths(radixSort(values.values))
}

/** Whether values repeat so often that the database should group them, as far as the first rows tell. */
async function isRepetitive(column: Numbers, source: Source): Promise<boolean> {
  const { rows } = source.dataset.info
  if (rows < fewRows) return false
  const isStored = column.text === column.identifier
  const estimates = await (isStored ? distinctValues(source) : askDistinctValues([column.text], source))
  return (estimates.get(column.text) ?? rows) * repetitions <= rows
}

const estimatesByDataset = new WeakMap<Dataset, Promise<ReadonlyMap<string, number>>>()

/** Roughly how many distinct values each numeric column has, by its identifier; asked once for all columns. */
function distinctValues(source: Source): Promise<ReadonlyMap<string, number>> {
  const known = estimatesByDataset.get(source.dataset)
  if (known) return known
  const columns = source.dataset.columns.filter(({ type }) => numericTypes.includes(type))
  const asked = askDistinctValues(
    columns.map(({ identifier }) => identifier),
    source,
  )
  estimatesByDataset.set(source.dataset, asked)
  return asked
}

async function askDistinctValues(
  texts: readonly string[],
  { database, dataset, options }: Source,
): Promise<ReadonlyMap<string, number>> {
  const selected = texts.map((text, index) => `${text} AS k${index}`)
  const counts = texts.map((_, index) => `count(k${index}), count(DISTINCT k${index})`)
  const sql = `SELECT ${counts.join(', ')} FROM (SELECT ${selected.join(', ')} FROM ${dataset.table} LIMIT ${peek})`
  const [cells = []] = await database.rows(sql, { ...options, scan: false })
  return new Map(
    texts.map((text, index) => [text, distinctIn(Number(cells[2 * index]), Number(cells[2 * index + 1]))]),
  )
}

/** How many distinct values there are when `draws` draws of equally frequent ones show `seen`: the birthday problem. */
function distinctIn(draws: number, seen: number): number {
  return seen < draws / 2 ? seen : (draws * draws) / (2 * (draws - seen))
}

async function groupedCounts(column: Numbers, { database, options }: Source): Promise<Counts> {
  const sql = `${column.prelude}SELECT ${asDouble(column)} AS x, CAST(count(*) AS DOUBLE) FROM ${column.from} WHERE ${isUsable(column)} GROUP BY 1 ORDER BY 1`
  const result = await database.query(sql, options)
  const [values, counts] = [doubles(result), doubles(result)]
  fillColumns(result, [values, counts])
  return { values: values.values.map(value => value + 0), counts: counts.values }
}

async function exactCountsOf(column: Numbers, { database, options }: Source) {
  const sql = `${column.prelude}SELECT ${decodable({ text: column.identifier, type: column.type })} AS x, count(*) FROM ${column.from} WHERE ${isUsable(column)} GROUP BY 1 ORDER BY 1`
  const rows = await database.rows(sql, options)
  return {
    values: rows.map(([x]) => x as number | bigint),
    counts: rows.map(([, count]) => Number(count)),
  }
}

function asDouble({ identifier }: Numbers): string {
  return `CAST(${identifier} AS DOUBLE)`
}

function isUsable({ identifier, type }: Numbers): string {
  return type === 'number' ? `isfinite(${identifier})` : `${identifier} IS NOT NULL`
}
