import { assertOrdered, assertSummable } from '../../core/applicable.ts'
import type { Aggregate, AggregateAnswer, AggregateName, QuantileMethod } from '../../core/metric.ts'
import { isNumeric, quotient } from '../../core/value.ts'
import { compile } from './compile.ts'
import type { Cell } from './database.ts'
import type { Dataset } from './dataset.ts'
import { doubleText } from './literals.ts'
import { condition, decodable, type Sql } from './sql.ts'

/** One aggregate as SQL: what to select and how its cells become the answer. */
export interface AggregateSql {
  readonly selects: readonly string[]
  /** Keeps every value of its column in memory while it runs. */
  readonly isHeavy: boolean
  answer(cells: readonly Cell[]): AggregateAnswer
}

/** An aggregate's column or expression, where it holds, null elsewhere. */
interface Operand extends Sql {
  /** SQL, the rows that count; absent for all. */
  readonly where?: string
  readonly table: string
}

/** @throws UserError when the aggregate does not apply to the type of its expression. */
export function aggregateSql(aggregate: Aggregate, dataset: Dataset): AggregateSql {
  const where = aggregate.where && compile(aggregate.where, dataset).text
  if (aggregate.name === 'rowCount') return counted(where === undefined ? 'count(*)' : countIf(where))
  if (aggregate.of === undefined) throw new RangeError(`The aggregate ${aggregate.name} needs an expression.`)
  const of = compile(aggregate.of, dataset)
  // What the types rule out need not be looked for.
  if (aggregate.name === 'countIf' && of.never === true)
    return { selects: [], isHeavy: false, answer: () => 0 }
  const operand = { text: of.text, type: of.type, where, table: dataset.table }
  return translations[aggregate.name](operand, aggregate)
}

const translations: Readonly<
  Record<Exclude<AggregateName, 'rowCount'>, (operand: Operand, aggregate: Aggregate) => AggregateSql>
> = {
  count: operand => counted(`count(${chosen(operand)})`),
  countIf: operand => counted(countIf(conjunction(operand.where, condition(operand)))),
  distinctCount: operand => ({ ...counted(`count(DISTINCT ${chosen(operand)})`), isHeavy: true }),
  min: operand => single(decodable({ text: `min(${finite(ordered(operand))})`, type: operand.type })),
  max: operand => single(decodable({ text: `max(${finite(ordered(operand))})`, type: operand.type })),
  sum: operand => single(`coalesce(${sumOf(summable(operand, 'sum'))}, 0)`),
  mean: operand => meanOf(summable(operand, 'mean')),
  variance: operand => varianceOf(summable(operand, 'variance')),
  skewness: operand => skewnessOf(summable(operand, 'skewness')),
  entropy: operand => ({
    ...single(`CASE WHEN count(${chosen(operand)}) > 0 THEN entropy(${distinguished(operand)}) END`),
    isHeavy: true,
  }),
  quantiles: (operand, { probabilities = [], between = 'linear' }) =>
    quantilesOf(summable(operand, 'quantiles'), probabilities, between),
}

/** DuckDB's entropy takes each NaN for another value. */
function distinguished(operand: Operand): string {
  if (operand.type !== 'number') return chosen(operand)
  return chosen({ ...operand, text: `CAST(${operand.text} + 0 AS VARCHAR)` })
}

function sumOf(operand: Operand): string {
  return operand.type === 'integer' ? `sum(${finite(operand)})` : `fsum(${finite(operand)})`
}

function meanOf(operand: Operand): AggregateSql {
  if (operand.type === 'number') return single(`favg(${finite(operand)})`)
  return {
    selects: [`sum(${finite(operand)})`, `count(${finite(operand)})`],
    isHeavy: false,
    answer: ([sum = null, count = null]) => (isNumber(sum) && isNumber(count) ? quotient(sum, count) : null),
  }
}

function varianceOf(operand: Operand): AggregateSql {
  return single(`var_samp(${shifted(operand)})`)
}

/** Of a constant, DuckDB's is NaN, or null. */
function skewnessOf(operand: Operand): AggregateSql {
  return {
    selects: [`skewness(${shifted(operand)})`],
    isHeavy: false,
    answer: ([cell = null]) => (Number.isFinite(cell) ? (cell as number) : null),
  }
}

/**
 * Moved by a value of the column itself, so that digits survive where the values are large and close together. Variance
 * and skewness do not change by that.
 */
function shifted(operand: Operand): string {
  const text = finite(operand)
  const pivot = `(SELECT ${text} AS pivot FROM ${operand.table} WHERE ${text} IS NOT NULL LIMIT 1)`
  if (operand.type === 'number') return `${text} - ${pivot}`
  return `CAST(CAST(${text} AS HUGEINT) - CAST(${pivot} AS HUGEINT) AS DOUBLE)`
}

/** All quantiles of a column are one call: each call keeps its own copy of the column. */
function quantilesOf(
  operand: Operand,
  probabilities: readonly number[],
  between: QuantileMethod,
): AggregateSql {
  if (probabilities.some(probability => !(probability >= 0 && probability <= 1)))
    throw new RangeError('The probabilities of quantiles lie within 0 and 1.')
  if (probabilities.length === 0) return { selects: [], isHeavy: false, answer: () => [] }
  const list = `[${probabilities.map(doubleText).join(', ')}]`
  const values = `CAST(${finite(operand)} AS DOUBLE)`
  return {
    selects: [between === 'linear' ? `quantile_cont(${values}, ${list})` : placed(values, list, between)],
    isHeavy: true,
    answer: ([cell = null]) => (Array.isArray(cell) ? (cell as number[]) : probabilities.map(() => null)),
  }
}

/** SQL of the sorted values at the places of the quantiles, which lie between 1 and their number. */
function placed(values: string, probabilities: string, between: Exclude<QuantileMethod, 'linear'>): string {
  const sorted = `list_sort(list(${values}) FILTER (${values} IS NOT NULL))`
  const place = `p * (count(${values}) - 1)`
  const at = (rounded: string) => `${sorted}[1 + CAST(${rounded} AS BIGINT)]`
  const value = {
    nearest: at(`round_even(${place}, 0)`),
    lower: at(`floor(${place})`),
    higher: at(`ceil(${place})`),
    midpoint: `(${at(`floor(${place})`)} + ${at(`ceil(${place})`)}) / 2`,
  }[between]
  return `CASE WHEN count(${values}) > 0 THEN list_transform(${probabilities}, lambda p: ${value}) END`
}

function counted(select: string): AggregateSql {
  return { selects: [select], isHeavy: false, answer: ([cell = null]) => cell as AggregateAnswer }
}

const single = counted

// `count_if` is null where it saw no row or only nulls. `FILTER` would be slow: its cost grows with the square of
// the number of such aggregates.
function countIf(condition: string): string {
  return `coalesce(count_if(${condition}), 0)`
}

/** The operand on the rows that count. */
function chosen({ text, where }: Operand): string {
  return where === undefined ? text : `CASE WHEN ${where} THEN ${text} END`
}

/** The operand without NaN and the infinities. */
function finite(operand: Operand): string {
  if (operand.type !== 'number') return chosen(operand)
  return `CASE WHEN ${conjunction(operand.where, `isfinite(${operand.text})`)} THEN ${operand.text} END`
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
  if (operand.type === 'boolean')
    return { ...operand, text: `CAST(${operand.text} AS TINYINT)`, type: 'integer' }
  return operand
}

function isNumber(cell: Cell): cell is number | bigint {
  return !Array.isArray(cell) && isNumeric(cell as AggregateAnswer & (number | bigint))
}
