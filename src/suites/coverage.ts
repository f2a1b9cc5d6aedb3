import { formatList } from '../core/format.ts'
import { columnNames, columnOf, numericTypes } from '../core/schema.ts'
import { type ColumnFacts, type DerivationData, mostCategories, type PresentCount } from './facts.ts'

/** Which of its checks make sense for a column. */
export interface Coverage {
  readonly type: boolean
  readonly range: boolean
  readonly set: boolean
  readonly distribution: boolean
  /** The shares of the categories, which only warn: they move with the mix of a batch. */
  readonly shares: boolean
  /** The hours and weekdays of dates, which only warn too. */
  readonly timeProfile: boolean
  /** The form of free text, which only warns too. */
  readonly textProfile: boolean
  /** Why something is left out that a reader may miss. */
  readonly omission?: Omission
}

/** What is left out, and why; completes sentences about columns. */
const omissions = {
  missing: ['Nothing else is checked', 'the sample does not have the column'],
  retyped: ['The values are not compared', 'the sample has another type'],
  empty: ['The values are not compared', 'the reference has none to compare'],
  nested: ['Only type and missing values are checked', 'lists and structs have no order'],
  moments: ['The range is not compared', 'dates and timestamps move on from batch to batch'],
  key: ['Range and distribution are not compared', 'a different whole number in every row is a key'],
  constant: ['The distribution is not compared', 'the reference has one value only, and the range covers it'],
  unsampled: ['The distribution is not compared', 'the sample has no value'],
  few: ['Range and set are not compared', 'the sample has so few values that sampling explains any'],
  varied: ['The values are not compared', 'there are too many different ones, or too few repeated ones'],
  ids: ['The values are not compared', 'so many different texts without a space are ids or codes'],
  named: [
    'Range and distribution are not compared',
    'the name and so many different numbers say that it is an id',
  ],
  text: ['Of the values only the form is compared', 'there are too many different texts for categories'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>

type Omission = keyof typeof omissions

const nothing = {
  type: true,
  range: false,
  set: false,
  distribution: false,
  shares: false,
  timeProfile: false,
  textProfile: false,
}

/** Of free text, so many texts at least have a space in them. */
const freeText = 0.2

/** Decides which checks a column gets when `allowed` values may lie outside its range or set. */
export function coverageOf(facts: ColumnFacts, allowed: number): Coverage {
  const { type, reference, sample, range, distinct, frequencies } = facts
  if (reference.present === 0) return { ...nothing, type: type !== 'unknown', omission: 'empty' }
  if (!isComparable(facts)) return { ...nothing, omission: 'retyped' }
  if (isMoment(type)) return { ...nothing, timeProfile: sample.present > 0, omission: 'moments' }
  if (facts.spaced !== undefined) return ofVariedText(facts.spaced, sample)
  const isTooSmall = sample.present > 0 && allowed >= sample.present
  if (frequencies) {
    if (!areCategories(frequencies)) return { ...nothing, omission: 'varied' }
    if (isTooSmall) return { ...nothing, omission: 'few' }
    return { ...nothing, set: true, shares: frequencies.distinct > 1 && sample.present > 0 }
  }
  if (!numericTypes.includes(type)) return { ...nothing, omission: 'nested' }
  if (!range) return { ...nothing, omission: 'empty' }
  if (distinct !== undefined && isKey(distinct, reference, Number(range.max) - Number(range.min) + 1))
    return { ...nothing, omission: 'key' }
  if (distinct !== undefined && isNamedAsId(facts.name) && distinct > reference.present / 2)
    return { ...nothing, omission: 'named' }
  if (isTooSmall) return { ...nothing, distribution: range.min !== range.max, omission: 'few' }
  if (range.min === range.max && range.nonFinite === 0)
    return { ...nothing, range: true, omission: 'constant' }
  if (sample.present === 0) return { ...nothing, range: true, omission: 'unsampled' }
  return { ...nothing, range: true, distribution: true }
}

function ofVariedText(spaced: number, { present }: PresentCount): Coverage {
  if (spaced < freeText) return { ...nothing, omission: 'ids' }
  return { ...nothing, textProfile: present > 0, omission: 'text' }
}

/** One sentence for each reason, with the columns that it concerns. */
export function remarksOn(
  data: DerivationData,
  covered: readonly { readonly facts: ColumnFacts; readonly coverage: Coverage }[],
): readonly string[] {
  const concerned = new Map<Omission, string[]>()
  const concern = (omission: Omission, name: string) =>
    concerned.set(omission, [...(concerned.get(omission) ?? []), name])
  for (const name of columnNames(data.reference.schema))
    if (!columnOf(data.sample.schema, name)) concern('missing', name)
  for (const { facts, coverage } of covered) if (coverage.omission) concern(coverage.omission, facts.name)
  return [...concerned].map(([omission, names]) => {
    const [what, why] = omissions[omission]
    return `${what} for ${formatList(names)}: ${why}.`
  })
}

/** Whether values of both can be compared; a column without any value can be compared with all. */
function isComparable({ type, sampleType }: ColumnFacts): boolean {
  if (sampleType === type || sampleType === 'unknown') return true
  return [type, sampleType].every(each => numericTypes.includes(each)) || [type, sampleType].every(isMoment)
}

function isMoment(type: ColumnFacts['type']): boolean {
  return type === 'date' || type === 'timestamp'
}

function areCategories({ distinct, total }: NonNullable<ColumnFacts['frequencies']>): boolean {
  return distinct <= mostCategories && (distinct <= 20 || distinct <= total / 20) && distinct <= total / 2
}

/** `id`, `host_id`, `hostId`, `hostID`, `track ID`. */
function isNamedAsId(name: string): boolean {
  return /(^|[^a-z])ids?$/i.test(name) || /[a-z]I[dD]s?$/.test(name)
}

/**
 * Whether whole numbers are a key rather than a measurement: no two of most rows agree, although among as many numbers
 * drawn evenly from their range seven or more pairs would be expected to, or although there are a thousand.
 */
function isKey(distinct: number, { rows, present }: PresentCount, width: number): boolean {
  const expectedPairs = (present * (present - 1)) / 2 / width
  return distinct === present && present * 2 >= rows && (expectedPairs >= 7 || present >= 1000)
}
