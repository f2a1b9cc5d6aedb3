import { assertOrdered, assertSummable } from '../../core/applicable.ts'
import { UserError } from '../../core/errors.ts'
import type { Aggregate, AggregateAnswer, AggregateName } from '../../core/metric.ts'
import { isNumeric, quotient } from '../../core/value.ts'
import type { Cell } from './arrow.ts'
import { compile } from './compile.ts'
import type { Dataset } from './dataset.ts'
import { doubleText } from './literals.ts'
import { placedSql } from './quantiles.ts'
import { condition, decodable, finiteDouble, type Sql } from './sql.ts'

/** One aggregate as SQL: what to select and how its cells become the answer. */
export interface AggregateSql {
  readonly selects: readonly string[]
  /**
   * How it is computed: `light` with others in one pass over the rows; `heavy` likewise, but holding all distinct values
   * of its column in memory; `alone` by a subquery of its own.
   */
  readonly cost: 'light' | 'heavy' | 'alone'
  answer(cells: readonly Cell[]): AggregateAnswer
}

/** An aggregate's column or expression. */
interface Operand extends Sql {
  /** SQL, the rows that count; absent for all. */
  readonly where?: string
  readonly table: string
  /** How many the table has. */
  readonly rows: number
}

/** Spark takes quantiles by holding all distinct values in one place, which is fast while they are not too many. */
const mostSorted = 10_000_000

/** @throws UserError when the aggregate does not apply to the type of its expression. */
export function aggregateSql(aggregate: Aggregate, dataset: Dataset): AggregateSql {
  const where = aggregate.where && condition(compile(aggregate.where, dataset))
  if (aggregate.name === 'rowCount') return single(where === undefined ? 'count(*)' : `count_if(${where})`)
  if (aggregate.of === undefined) throw new RangeError(`The aggregate ${aggregate.name} needs an expression.`)
  const { text, type } = compile(aggregate.of, dataset)
  return translations[aggregate.name](
    { text, type, where, table: dataset.table, rows: dataset.info.rows },
    aggregate,
  )
}

const translations: Readonly<
  Record<Exclude<AggregateName, 'rowCount'>, (operand: Operand, aggregate: Aggregate) => AggregateSql>
> = {
  count: operand => single(`count(${chosen(operand)})`),
  countIf: operand => single(`count_if(${conjunction(operand.where, condition(operand))})`),
  distinctCount: distinctCountOf,
  min: operand => single(decodable({ text: `min(${finite(ordered(operand))})`, type: operand.type })),
  max: operand => single(decodable({ text: `max(${finite(ordered(operand))})`, type: operand.type })),
  sum: operand => sumOf(summable(operand, 'sum')),
  mean: operand => meanOf(summable(operand, 'mean')),
  variance: operand => varianceOf(summable(operand, 'variance')),
  skewness: operand => skewnessOf(summable(operand, 'skewness')),
  entropy: entropyOf,
  quantiles: (operand, aggregate) => quantilesOf(summable(operand, 'quantiles'), aggregate),
}

function sumOf(operand: Operand): AggregateSql {
  const values = operand.type === 'integer' ? asDecimal(operand) : finite(operand)
  const { answer, ...sql } = bounded('sum', `sum(${values})`)
  return { ...sql, answer: cells => answer(cells) ?? 0 }
}

function meanOf(operand: Operand): AggregateSql {
  if (operand.type === 'number') return single(`avg(${finite(operand)})`)
  return {
    selects: [`sum(${asDecimal(operand)})`, `count(${finite(operand)})`],
    cost: 'light',
    answer: ([sum = null, count = null]) =>
      isNumber(sum) && isNumber(count) && Number(count) > 0 ? quotient(sum, count) : null,
  }
}

/** Of integers beyond 2⁵³, a DOUBLE loses digits, and their distance from the smallest one does not. */
function varianceOf(operand: Operand): AggregateSql {
  if (operand.type === 'number') return bounded('variance', `var_samp(${asDouble(operand)})`)
  const values = asDecimal(operand)
  return single(`var_samp(CAST(${values} - (SELECT min(${values}) FROM ${operand.table}) AS DOUBLE))`)
}

/** From that of the population, which is Spark's. Null below three values and for a constant. */
function skewnessOf(operand: Operand): AggregateSql {
  const values = asDouble(operand)
  return {
    selects: [`skewness(${values})`, `count(${values})`],
    cost: 'light',
    answer: ([skewness = null, count = null]) => {
      const n = Number(count)
      const adjusted = (Number(skewness) * Math.sqrt(n * (n - 1))) / (n - 2)
      return skewness === null || n < 3 || !Number.isFinite(adjusted) ? null : adjusted
    },
  }
}

/** As a grouping: of several `count(DISTINCT …)` in one query, Spark sends every row once for each of them. */
function distinctCountOf(operand: Operand): AggregateSql {
  const values = `(SELECT DISTINCT ${chosen(operand)} AS value FROM ${operand.table})`
  return { ...single(`(SELECT count(value) FROM ${values})`), cost: 'alone' }
}

/** Of n values of which c are the same: log₂ n − Σ c log₂ c / n. */
function entropyOf(operand: Operand): AggregateSql {
  const values = chosen(operand)
  const counts = `(SELECT ${values} AS value, count(*) AS c FROM ${operand.table} WHERE ${values} IS NOT NULL GROUP BY 1)`
  return {
    selects: [`(SELECT array(sum(CAST(c AS DOUBLE)), sum(c * log2(c))) FROM ${counts})`],
    cost: 'alone',
    answer: ([cell = null]) => {
      const [n, sum] = Array.isArray(cell) ? cell.map(Number) : []
      return n === undefined || sum === undefined || n === 0 ? null : Math.max(0, Math.log2(n) - sum / n)
    },
  }
}

function quantilesOf(operand: Operand, { probabilities = [], between = 'linear' }: Aggregate): AggregateSql {
  if (probabilities.some(probability => !(probability >= 0 && probability <= 1)))
    throw new RangeError('The probabilities of quantiles lie within 0 and 1.')
  if (probabilities.length === 0) return { selects: [], cost: 'light', answer: () => [] }
  const values = asDouble(operand)
  const isLight = between === 'linear' && operand.rows <= mostSorted
  return {
    selects: [
      isLight
        ? `percentile(${values}, array(${probabilities.map(doubleText).join(', ')}))`
        : placedSql(values, operand.table, { probabilities, between }),
    ],
    cost: isLight ? 'heavy' : 'alone',
    answer: ([cell = null]) => (Array.isArray(cell) ? (cell as number[]) : probabilities.map(() => null)),
  }
}

function single(select: string): AggregateSql {
  return { selects: [select], cost: 'light', answer: ([cell = null]) => cell as AggregateAnswer }
}

/** What finite values may have none of, as it is beyond the largest number. */
function bounded(name: string, select: string): AggregateSql {
  return {
    ...single(select),
    answer: ([cell = null]) => {
      if (typeof cell === 'number' && !Number.isFinite(cell))
        throw new UserError(`The ${name} is beyond the largest number.`)
      return cell as AggregateAnswer
    },
  }
}

/** The operand on the rows that count. */
function chosen({ text, where }: Operand): string {
  return where === undefined ? text : `CASE WHEN ${where} THEN ${text} END`
}

/** The operand without NaN and the infinities. */
function finite(operand: Operand): string {
  return operand.type === 'number' ? asDouble(operand) : chosen(operand)
}

function asDouble(operand: Operand): string {
  return finiteDouble({ ...operand, text: chosen(operand) })
}

function asDecimal(operand: Operand): string {
  return `CAST(${chosen(operand)} AS DECIMAL(38, 0))`
}

function conjunction(where: string | undefined, condition: string): string {
  return where === undefined ? condition : `${where} AND ${condition}`
}

function ordered(operand: Operand): Operand {
  assertOrdered(operand.type)
  return operand
}

function summable(operand: Operand, name: string): Operand {
  assertSummable(operand.type, name)
  if (operand.type === 'unknown') return { ...operand, text: 'CAST(NULL AS DOUBLE)', type: 'number' }
  if (operand.type === 'boolean') return { ...operand, text: `CAST(${operand.text} AS INT)`, type: 'integer' }
  return operand
}

function isNumber(cell: Cell): cell is number | bigint {
  return !Array.isArray(cell) && isNumeric(cell as AggregateAnswer & (number | bigint))
}
