import type { Relation } from '../../core/engine.ts'
import { isNull, value } from '../../core/expr.ts'
import { of } from '../../core/metric.ts'
import type { ColumnType } from '../../core/schema.ts'
import { type Coverage, coverageOf } from '../coverage.ts'
import { allowedOutside } from '../derived-checks.ts'
import { type Answer, type ColumnFacts, columnFacts, type PresentCount } from '../facts.ts'
import type { Bounding, Sampling } from './chances.ts'
import { type KeyCandidate, keyCandidates } from './keys.ts'
import { type TextProfile, textProfileOf } from './text-profile.ts'

/** What is known of a dataset that a suite is to be written for. */
export interface TableProfile {
  readonly label: string
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** Two columns that are a key together, where no column is one. */
  readonly compoundKey?: readonly [string, string]
  readonly bounding: Bounding
}

export interface ColumnProfile extends TextProfile {
  /** With no more reference rows than are independent, on which bounds rest. */
  readonly facts: ColumnFacts
  /** The rows of the data, all of them. */
  readonly seen: PresentCount
  /** How many values of a batch may lie outside the range or set. */
  readonly allowed: number
  readonly coverage: Coverage
  /** Whether no two rows agree in it, and chance does not explain that. */
  readonly isKey: boolean
}

export interface ProfileOptions {
  readonly data: Pick<Relation, 'info' | 'schema'>
  /** Answers about the data in both roles. */
  readonly answer: Answer
  readonly sampling: Sampling
  readonly registry: Bounding['registry']
  /** How many rows a batch is expected to have. */
  readonly batchRows: number
  /** How many rows count as independent: of data of several batches, those of one, since rows of a batch are alike. */
  readonly independentRows: number
}

/** The probability that a batch of the same data breaks one of the bounds. */
const boundsLevel = 0.02

const sampledRows = 1000
const keyTypes: readonly ColumnType[] = ['integer', 'string', 'date', 'timestamp', 'boolean']

/** Asks in four turns at the most, each one scan besides what columns need for themselves. */
export async function profileOf(options: ProfileOptions): Promise<TableProfile> {
  const { data, answer, sampling, registry, batchRows, independentRows } = options
  const { rows, label } = data.info
  const facts = (await columnFacts({ reference: data, sample: data }, answer)).map(each =>
    inBatch(each, batchRows),
  )
  const bounding = { registry, tolerance: sampling, alpha: boundsLevel / boundsIn(facts), batchRows }
  const covered = facts.map(all => {
    const independent = { ...all, reference: inRows(all.reference, Math.min(rows, independentRows)) }
    const allowed = allowedOutside(independent, bounding)
    return { facts: independent, seen: all.reference, allowed, coverage: coverageOf(all, allowed) }
  })
  const isNumbered = covered.some(({ coverage }) => coverage.omission === 'key')
  // Where a number is the key, no two columns are looked for.
  const types = isNumbered ? (['string'] as const) : keyTypes
  const sample = await sampleOf(
    facts.filter(each => types.some(type => type === each.type)),
    answer,
  )
  const columns = await Promise.all(covered.map(each => withTexts(each, sample, { answer, registry })))
  const isKeyed = columns.some(column => column.isKey)
  const candidates = isKeyed ? [] : keyCandidates([...sample.keys()], [...sample.values()], rows)
  return { label, rows, columns, bounding, ...(await firstKey(candidates, answer)) }
}

/** The facts as a batch of so many rows would have them. */
function inBatch(facts: ColumnFacts, batchRows: number): ColumnFacts {
  return { ...facts, sample: inRows(facts.reference, batchRows) }
}

/** As many of so many rows have a value as of these. */
function inRows({ present, rows }: PresentCount, among: number): PresentCount {
  return { rows: among, present: Math.round((among * present) / rows) }
}

/** Missing values have a bound each way, and so have values. */
function boundsIn(facts: readonly ColumnFacts[]): number {
  return Math.max(1, 2 * facts.length)
}

/** Some rows, the same each time. */
async function sampleOf(facts: readonly ColumnFacts[], answer: Answer) {
  const names = facts.map(each => each.name)
  const { rows } = await answer({ rows: of('reference').rows(names, sampledRows, 1) })
  return new Map(names.map((name, index) => [name, rows[index] ?? []]))
}

type Covered = Pick<ColumnProfile, 'facts' | 'seen' | 'allowed' | 'coverage'>

async function withTexts(
  covered: Covered,
  sample: Awaited<ReturnType<typeof sampleOf>>,
  asking: Pick<ProfileOptions, 'answer' | 'registry'>,
): Promise<ColumnProfile> {
  const { facts, coverage, seen } = covered
  if (facts.type !== 'string' || coverage.set) return { ...covered, isKey: coverage.omission === 'key' }
  const texts = (sample.get(facts.name) ?? []).filter(text => typeof text === 'string')
  const isFree = coverage.textProfile
  return { ...covered, ...(await textProfileOf({ name: facts.name, texts, isFree, seen }, asking)) }
}

/** The first of some pairs of columns in which no two rows agree. */
async function firstKey(
  candidates: readonly KeyCandidate[],
  answer: Answer,
): Promise<Pick<TableProfile, 'compoundKey'>> {
  for (const { columns } of candidates) {
    const [one, other] = columns
    const { missing, found } = await answer({
      missing: of('reference').countIf(isNull(value(one))),
      found: of('reference').duplicates([one, other]),
    })
    if (found.rows === 0 && missing === 0) return { compoundKey: [one, other] }
  }
  return {}
}
