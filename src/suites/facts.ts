import type { Relation } from '../core/engine.ts'
import { isNonFinite, matches, value } from '../core/expr.ts'
import { type Answers, type Frequencies, type Metrics, of } from '../core/metric.ts'
import { type Column, type ColumnType, columnOf, numericTypes } from '../core/schema.ts'
import { isNumeric } from '../core/value.ts'

/** Answers questions about the two datasets; those asked in one turn together. */
export type Answer = <M extends Metrics>(metrics: M) => Promise<Answers<M>>

/** The two datasets, as far as they are known without a question. */
export interface DerivationData {
  readonly reference: Pick<Relation, 'info' | 'schema'>
  readonly sample: Pick<Relation, 'info' | 'schema'>
}

/** What is known of a column that both datasets have. */
export interface ColumnFacts {
  readonly name: string
  readonly type: ColumnType
  readonly sampleType: ColumnType
  readonly reference: PresentCount
  readonly sample: PresentCount
  /** Of numeric columns with a finite value in the reference, codes left out. */
  readonly range?: Range
  /** How many distinct whole numbers the reference has, where they may all be different. */
  readonly distinct?: number
  /** The share of the reference's texts that have a space in them, where there are too many texts for categories. */
  readonly spaced?: number
  /** The most frequent texts, truth values or codes of the reference. */
  readonly frequencies?: Frequencies
}

/** How many rows there are, and how many of them have a value. */
export interface PresentCount {
  readonly rows: number
  readonly present: number
}

export interface Range {
  readonly min: number | bigint
  readonly max: number | bigint
  /** How many values are NaN or ±infinity and so outside of any range. */
  readonly nonFinite: number
}

/** Columns with more distinct values are no categories. */
export const mostCategories = 50

/** Whole numbers with at most so many distinct values are codes, which are judged like categories. */
const mostCodes = 20

const countedTypes: readonly ColumnType[] = ['integer', 'string', 'boolean']

/** Every column that both datasets have, in the order of the reference. Asks in two turns at the most. */
export async function columnFacts(data: DerivationData, answer: Answer): Promise<readonly ColumnFacts[]> {
  const shared = data.reference.schema.columns.flatMap(column => {
    const counterpart = columnOf(data.sample.schema, column.name)
    return counterpart ? [{ column, counterpart }] : []
  })
  const counted = await Promise.all(
    shared.map(async ({ column, counterpart }) => ({
      column,
      counterpart,
      counts: await countsOf(column, answer),
    })),
  )
  return Promise.all(counted.map(each => factsOf(each, data, answer)))
}

type Counts = Awaited<ReturnType<typeof countsOf>>

async function countsOf({ name, type }: Column, answer: Answer) {
  const column = value(name)
  const reference = of('reference')
  const [counts, range, found] = await Promise.all([
    answer({ reference: reference.count(column), sample: of('sample').count(column) }),
    numericTypes.includes(type) ? rangeOf(name, answer) : undefined,
    countedTypes.includes(type)
      ? answer({ frequencies: reference.frequencies([name], mostCategories + 1, mostCategories) })
      : undefined,
  ])
  return { ...counts, range, frequencies: found?.frequencies }
}

interface Counted {
  readonly column: Column
  readonly counterpart: Column
  readonly counts: Counts
}

/** Asks what else has to be known, now that the counts are there. */
async function factsOf(
  { column: { name, type }, counterpart, counts }: Counted,
  data: DerivationData,
  answer: Answer,
): Promise<ColumnFacts> {
  const { range, frequencies } = counts
  const isMeasured = type === 'integer' && !areCodes(frequencies)
  const mayBeKey =
    isMeasured && range !== undefined && Number(range.max) - Number(range.min) + 1 >= counts.reference
  return {
    name,
    type,
    sampleType: counterpart.type,
    reference: { rows: data.reference.info.rows, present: counts.reference },
    sample: { rows: data.sample.info.rows, present: counts.sample },
    ...(isMeasured || !frequencies ? { range } : { frequencies }),
    ...(isVaried(type, frequencies) && { spaced: await shareWithSpaces(name, counts.reference, answer) }),
    // A narrower range than there are values repeats some of them: no need to count.
    ...(mayBeKey
      ? { distinct: (await answer({ count: of('reference').distinctCount(value(name)) })).count }
      : {}),
  }
}

/** Whether there are too many different texts to be categories. */
function isVaried(type: ColumnType, frequencies: Frequencies | undefined): boolean {
  return type === 'string' && frequencies !== undefined && frequencies.distinct > mostCategories
}

async function shareWithSpaces(name: string, present: number, answer: Answer): Promise<number> {
  const hasSpace = matches(value(name), '\\s')
  const { spaced } = await answer({ spaced: of('reference').countIf(hasSpace) })
  return present === 0 ? 0 : spaced / present
}

function areCodes(frequencies: Frequencies | undefined): boolean {
  if (!frequencies) return false
  const { distinct, total } = frequencies
  return distinct > 1 && distinct <= mostCodes && distinct <= total / 20
}

async function rangeOf(name: string, answer: Answer): Promise<Range | undefined> {
  const { min, max, countIf } = of('reference')
  const column = value(name)
  const found = await answer({ min: min(column), max: max(column), nonFinite: countIf(isNonFinite(column)) })
  return isNumeric(found.min) && isNumeric(found.max)
    ? { min: found.min, max: found.max, nonFinite: found.nonFinite }
    : undefined
}
