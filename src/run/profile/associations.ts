import {
  and,
  call,
  equal,
  type Expr,
  isNonFinite,
  isNull,
  literal,
  not,
  or,
  value,
  when,
} from '../../core/expr.ts'
import { type Frequencies, of } from '../../core/metric.ts'
import type { Association, MissingTogether, ProfiledColumn } from '../../core/profile.ts'
import { numericTypes } from '../../core/schema.ts'
import type { Value } from '../../core/value.ts'
import type { Session } from '../session.ts'

/** Cramér's V of a table of counts. */
export type CramersV = (table: readonly (readonly number[])[]) => number

const limits = { numbers: 40, ranked: 20, categories: 12, levels: 20 }
const sample = of('sample')

interface Associable {
  readonly numbers: readonly ProfiledColumn[]
  readonly categories: readonly string[]
  readonly remarks: readonly string[]
}

/** Columns of the sample that associations are looked for in, and what is left out because there are too many. */
export function associable(columns: readonly ProfiledColumn[]): Associable {
  const varied = columns.filter(column => (column.sample?.distinct ?? 0) > 1)
  const numbers = varied.filter(({ type }) => numericTypes.includes(type))
  const categories = varied
    .filter(
      ({ type, sample: facts }) =>
        (type === 'string' || type === 'boolean') && (facts?.distinct ?? 0) <= limits.levels,
    )
    .map(({ name }) => name)
  const remarks = [
    ...(numbers.length > limits.numbers
      ? [`Correlations are those of the first ${limits.numbers} of ${numbers.length} numeric columns.`]
      : []),
    ...(categories.length > limits.categories
      ? [
          `Associations are those of the first ${limits.categories} of ${categories.length} columns of categories.`,
        ]
      : []),
  ]
  return {
    numbers: numbers.slice(0, limits.numbers),
    categories: categories.slice(0, limits.categories),
    remarks,
  }
}

/** All associations between columns of the sample, the strongest first. */
export async function associationsOf(
  { numbers, categories }: Associable,
  session: Session,
  cramersV: CramersV,
): Promise<readonly Association[]> {
  const means = new Map(numbers.map(({ name, sample }) => [name, sample?.numbers?.mean ?? 0]))
  const ranks = (name: string) => call('centredRank', value(name))
  // Moved by a constant, so that digits survive where the values are large and close together.
  const centred = (name: string) => call('subtract', value(name), literal(means.get(name) ?? 0))
  const found = await Promise.all([
    ...pairsOf(numbers).map(pair => correlation('pearson', pair, centred, session)),
    ...pairsOf(numbers.slice(0, limits.ranked)).map(pair => correlation('spearman', pair, ranks, session)),
    ...pairsOf(categories).map(pair => categoryAssociation(pair, session, cramersV)),
    ...categories.map(category => correlationRatios(category, numbers, centred, session)),
  ])
  return found.flat().sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
}

/**
 * The product-moment correlation over the rows that have both, of values that lie about 0. Ranks are those among all
 * rows that have a value: Spearman's ρ where neither column has missing values.
 */
async function correlation(
  measure: 'pearson' | 'spearman',
  columns: readonly [ProfiledColumn, ProfiledColumn],
  centred: (name: string) => Expr,
  { answer }: Session,
): Promise<readonly Association[]> {
  const both = presence(columns)
  const [x, y] = columns.map(({ name }) => (both ? when(both, centred(name)) : centred(name)))
  if (x === undefined || y === undefined) return []
  const sums = await answer({
    rows: both ? sample.countIf(both) : sample.rowCount(),
    x: sample.mean(x),
    y: sample.mean(y),
    xx: sample.mean(call('multiply', x, x)),
    yy: sample.mean(call('multiply', y, y)),
    xy: sample.mean(call('multiply', x, y)),
  })
  const { rows } = sums
  const [meanX, meanY] = [sums.x ?? 0, sums.y ?? 0]
  const [varianceX, varianceY] = [(sums.xx ?? 0) - meanX ** 2, (sums.yy ?? 0) - meanY ** 2]
  if (rows < 3 || !(varianceX > 0) || !(varianceY > 0)) return []
  const correlated = ((sums.xy ?? 0) - meanX * meanY) / Math.sqrt(varianceX * varianceY)
  const names = [columns[0].name, columns[1].name] as const
  return [{ columns: names, measure, value: Math.max(-1, Math.min(1, correlated)), rows }]
}

/** Where all columns have a number that can be reckoned with; absent where each has one in every row. */
function presence(columns: readonly ProfiledColumn[]): Expr | undefined {
  const gaps = columns.flatMap(({ name, sample: facts }) => [
    ...(facts?.missing ? [not(isNull(value(name)))] : []),
    ...(facts?.numbers?.nonFinite ? [not(isNonFinite(value(name)))] : []),
  ])
  return gaps.length > 0 ? and(...gaps) : undefined
}

async function categoryAssociation(
  columns: readonly [string, string],
  { answer }: Session,
  cramersV: CramersV,
): Promise<readonly Association[]> {
  const { found } = await answer({ found: sample.frequencies(columns, (limits.levels + 1) ** 2) })
  const present = found.entries.filter(({ values }) => values.every(cell => cell !== null))
  const levels = columns.map((_, at) => [...new Set(present.map(({ values }) => values[at] ?? null))])
  const [rows = [], others = []] = levels
  if (rows.length < 2 || others.length < 2) return []
  const table = rows.map(row => others.map(other => countOf(present, row, other)))
  const total = table.flat().reduce((sum, count) => sum + count, 0)
  return [{ columns, measure: 'cramers-v', value: cramersV(table), rows: total }]
}

function countOf(entries: Frequencies['entries'], row: Value, other: Value): number {
  return entries.find(({ values }) => values[0] === row && values[1] === other)?.count ?? 0
}

/** η: the square root of the part of the variance of the numbers that lies between the categories. */
async function correlationRatios(
  category: string,
  numbers: readonly ProfiledColumn[],
  centred: (name: string) => Expr,
  { answer }: Session,
): Promise<readonly Association[]> {
  const { found } = await answer({ found: sample.frequencies([category], limits.levels) })
  const levels = found.entries.map(({ values: [level = null] }) => level)
  const ratios = numbers.map(async (column): Promise<readonly Association[]> => {
    const { name } = column
    const isPresent = and(not(isNull(value(category))), presence([column]))
    const number = when(isPresent, centred(name))
    const within = levels.map(level => and(isPresent, equal(value(category), level)))
    const questions = within.flatMap((condition, at) => [
      [`n${at}`, sample.countIf(condition)] as const,
      [`m${at}`, sample.mean(when(condition, centred(name)))] as const,
    ])
    const all = await answer({
      rows: sample.countIf(isPresent),
      mean: sample.mean(number),
      squares: sample.mean(call('multiply', number, number)),
      ...Object.fromEntries(questions),
    })
    const { rows, mean, squares } = all
    const variance = (squares ?? 0) - (mean ?? 0) ** 2
    if (rows < 3 || mean === null || !(variance > 0)) return []
    const parts = all as Readonly<Record<string, number | null>>
    const between = levels.reduce<number>(
      (sum, _, at) => sum + (parts[`n${at}`] ?? 0) * ((parts[`m${at}`] ?? mean) - mean) ** 2,
      0,
    )
    const ratio = Math.sqrt(Math.min(1, between / (variance * rows)))
    return [{ columns: [category, name], measure: 'correlation-ratio', value: ratio, rows }]
  })
  return (await Promise.all(ratios)).flat()
}

/** Pairs of columns that are missing in mostly the same rows. */
export async function missingTogether(
  columns: readonly ProfiledColumn[],
  { answer }: Session,
): Promise<readonly MissingTogether[]> {
  const lacking = columns.filter(
    ({ sample: facts }) => facts && facts.missing > 0 && facts.missing < facts.rows,
  )
  const names = lacking.slice(0, limits.numbers).map(({ name }) => name)
  const pairs = await Promise.all(
    pairsOf(names).map(async columns => {
      const [first, second] = columns.map(name => isNull(value(name)))
      const { both, either } = await answer({
        both: sample.countIf(and(first, second)),
        either: sample.countIf(or(first, second)),
      })
      return { columns, both, either }
    }),
  )
  return pairs.filter(({ both, either }) => both > 0.5 * either).sort((a, b) => b.both - a.both)
}

function pairsOf<T>(all: readonly T[]): readonly (readonly [T, T])[] {
  return all.flatMap((first, at) => all.slice(at + 1).map(second => [first, second] as const))
}
