import { and, equal, isNonFinite, lengthOf, lessThan, matches, not, value } from '../../core/expr.ts'
import { type Frequencies, of, type Role } from '../../core/metric.ts'
import {
  type ColumnFacts,
  type NumberFacts,
  profileProbabilities,
  type TextFacts,
} from '../../core/profile.ts'
import { type Column, numericTypes } from '../../core/schema.ts'
import { isoText, type Value } from '../../core/value.ts'
import type { Session } from '../session.ts'

/** Shows a cell of a column. */
export type ShowCell = (value: Value, column: string) => string

const shownTop = 10
/** With more values than this, the most frequent numbers say little. */
const fewValues = 50
const shownExtremes = 5

/** Statistics of a column; questions of the same turn share a scan. */
export async function columnFacts(
  { name, type }: Column,
  role: Role,
  { answer }: Pick<Session, 'answer'>,
  show: ShowCell,
): Promise<ColumnFacts> {
  const ask = of(role)
  const column = value(name)
  const isNumber = numericTypes.includes(type)
  const [counts, numbers, texts, span, top] = await Promise.all([
    answer({ rows: ask.rowCount(), present: ask.count(column), distinct: ask.distinctCount(column) }),
    isNumber ? numberFacts(name, role, answer) : undefined,
    type === 'string' ? textFacts(name, role, answer) : undefined,
    type === 'date' || type === 'timestamp' ? spanOf(name, role, answer) : undefined,
    answer({ top: ask.frequencies([name], shownTop, type === 'number' ? fewValues : undefined) }),
  ])
  return {
    rows: counts.rows,
    missing: counts.rows - counts.present,
    distinct: counts.distinct,
    ...(numbers && { numbers }),
    ...(texts && { texts }),
    ...(span && { span }),
    top: topOf(top.top, name, show),
  }
}

function topOf({ entries }: Frequencies, column: string, show: ShowCell): ColumnFacts['top'] {
  // Values that occur once each say nothing but themselves.
  return entries
    .filter(({ count }) => count > 1)
    .map(({ values: [cell = null], count }) => ({ value: show(cell, column), count }))
}

type Answer = Session['answer']

async function numberFacts(name: string, role: Role, answer: Answer): Promise<NumberFacts> {
  const ask = of(role)
  const column = value(name)
  const facts = await answer({
    count: ask.count(column),
    nonFinite: ask.countIf(isNonFinite(column)),
    zeros: ask.countIf(equal(column, 0)),
    negatives: ask.countIf(and(lessThan(column, 0), not(isNonFinite(column)))),
    mean: ask.mean(column),
    variance: ask.variance(column),
    skewness: ask.skewness(column),
    quantiles: ask.quantiles(column, profileProbabilities),
  })
  const extremes = await extremesOf(name, role, facts.count - facts.nonFinite, answer)
  return {
    nonFinite: facts.nonFinite,
    zeros: facts.zeros,
    negatives: facts.negatives,
    mean: facts.mean,
    standardDeviation: facts.variance === null ? null : Math.sqrt(facts.variance),
    skewness: facts.skewness,
    quantiles: facts.quantiles,
    ...extremes,
  }
}

/** The values of the lowest and of the highest ranks. */
async function extremesOf(
  name: string,
  role: Role,
  count: number,
  answer: Answer,
): Promise<Pick<NumberFacts, 'smallest' | 'largest'>> {
  const shown = Math.min(shownExtremes, count)
  const last = Math.max(1, count - 1)
  const places = Array.from({ length: shown }, (_, place) => place / last)
  const { ranked } = await answer({
    ranked: of(role).quantiles(value(name), [...places, ...places.map(place => 1 - place)], 'nearest'),
  })
  const numbers = ranked.map(Number)
  return { smallest: numbers.slice(0, shown), largest: numbers.slice(shown) }
}

async function textFacts(name: string, role: Role, answer: Answer): Promise<TextFacts> {
  const ask = of(role)
  const column = value(name)
  const length = lengthOf(column)
  const facts = await answer({
    shortest: ask.min(length),
    longest: ask.max(length),
    meanLength: ask.mean(length),
    blank: ask.countIf(matches(column, '^\\s*$')),
    nonAscii: ask.countIf(matches(column, '[^\\x00-\\x7F]')),
    digitsOnly: ask.countIf(matches(column, '^[0-9]+$')),
    straySpaces: ask.countIf(matches(column, '^\\s|\\s$')),
  })
  const { shortest, longest, ...others } = facts
  return { ...others, shortest: numberOrNull(shortest), longest: numberOrNull(longest) }
}

function numberOrNull(of: Value): number | null {
  return of === null ? null : Number(of)
}

async function spanOf(
  name: string,
  role: Role,
  answer: Answer,
): Promise<readonly [string, string] | undefined> {
  const { from, to } = await answer({ from: of(role).min(value(name)), to: of(role).max(value(name)) })
  return from instanceof Date && to instanceof Date ? [isoText(from), isoText(to)] : undefined
}
