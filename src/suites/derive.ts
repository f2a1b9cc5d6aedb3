import { columnNames, columnOf } from '../core/schema.ts'
import type { Check, Suite } from '../core/suite.ts'
import { type Coverage, coverageOf, remarksOn } from './coverage.ts'
import {
  allowedOutside,
  checkFor,
  nullShareCheck,
  rangeCheck,
  setCheck,
  type Tolerated,
} from './derived-checks.ts'
import { type Answer, type ColumnFacts, columnFacts, type DerivationData } from './facts.ts'
import type { Tolerance } from './tolerance.ts'
import type { Registry } from './vocabulary.ts'

export interface DeriveOptions {
  readonly data: DerivationData
  readonly expectations: Registry
  readonly answer: Answer
  readonly tolerance: Tolerance
  /** The probability that a random part of the reference's own data breaks one of the bounds; 0.01 unless given. */
  readonly alpha?: number
}

export interface DerivedSuite {
  readonly suite: Suite
  /** Sentences on what is not checked, and why. */
  readonly remarks: readonly string[]
}

/** Two months differ by so much, in total variation, in how often they have each day of the week. */
const calendarEffect = 0.1

interface Covered {
  readonly facts: ColumnFacts
  /** How many values may lie outside the range or set. */
  readonly allowed: number
  readonly coverage: Coverage
}

/**
 * The suite that a reference implies: its columns, types, null shares, ranges, categories and distributions. Shares
 * may deviate as far as sampling alone explains. Asks in one turn, and in a second one whether columns of whole numbers
 * are keys and texts are words.
 */
export async function deriveSuite(options: DeriveOptions): Promise<DerivedSuite> {
  const { data, answer, expectations: registry, tolerance, alpha = 0.01 } = options
  const facts = await columnFacts(data, answer)
  const tolerated = { registry, tolerance, alpha: alpha / Math.max(1, boundsIn(facts)) }
  const covered = facts.map(each => {
    const allowed = allowedOutside(each, tolerated)
    return { facts: each, allowed, coverage: coverageOf(each, allowed) }
  })
  const checks = [
    ...tableChecks(data, registry),
    ...covered.flatMap(each => columnChecks(each, data, tolerated)),
  ]
  const name = `derived from ${data.reference.info.label}`
  return { suite: { name, checks, derived: true }, remarks: remarksOn(data, covered) }
}

/** How many bounds share alpha at most: one for missing values and one for values in each column. */
function boundsIn(facts: readonly ColumnFacts[]): number {
  return facts.length + facts.filter(({ range, frequencies }) => range ?? frequencies).length
}

function tableChecks({ reference, sample }: DerivationData, registry: Registry): readonly Check[] {
  const columns = columnNames(reference.schema)
  const present = columns.filter(name => columnOf(sample.schema, name))
  const { label } = reference.info
  const required = checkFor(registry, 'toHaveColumns', {
    params: { columns },
    derivation: `The columns of ${label}, in any order.`,
  })
  if (present.length === 0) return [required]
  const noOthers = checkFor(registry, 'toHaveColumns', {
    id: 'table.new-columns',
    // Missing columns are the other check's finding.
    params: { columns: present, exactly: true },
    severity: 'warning',
    derivation: `${label} has no other columns; a new one is only a warning.`,
  })
  return [required, noOthers]
}

function columnChecks(
  { facts, allowed, coverage }: Covered,
  { reference }: DerivationData,
  tolerated: Tolerated,
): readonly Check[] {
  const { name, type, range, frequencies } = facts
  const { registry } = tolerated
  const column = { columns: [name], allowVacuous: isAbsenceExplained(facts, tolerated) || undefined }
  const typeCheck = () =>
    checkFor(registry, 'toHaveType', {
      ...column,
      params: { type },
      derivation: `The type in ${reference.info.label}.`,
    })
  const distributionCheck = () =>
    checkFor(registry, 'toHaveSameDistributionAs', {
      ...column,
      params: {},
      derivation: 'Every numeric column is compared with the reference.',
    })
  const sharesCheck = () =>
    checkFor(registry, 'toHaveSameCategorySharesAs', {
      ...column,
      params: { allowUnderpowered: true },
      severity: 'warning',
      derivation: 'The shares of categories are compared with the reference; a change is only a warning.',
    })
  const profileCheck = (name: string, derivation: string, params = {}) =>
    checkFor(registry, name, {
      ...column,
      params: { allowUnderpowered: true, ...params },
      severity: 'warning',
      derivation,
    })
  const checks = [
    coverage.type && typeCheck(),
    nullShareCheck(facts, tolerated),
    coverage.range && range && rangeCheck(facts, range, allowed, column, registry),
    coverage.set && frequencies && setCheck(facts, frequencies, allowed, column, registry),
    coverage.distribution && distributionCheck(),
    coverage.shares && sharesCheck(),
    coverage.timeProfile &&
      profileCheck(
        'toHaveSameTimeProfileAs',
        'Times are compared by hour and weekday; a change is only a warning, and less than the calendar makes is none.',
        { minEffect: calendarEffect },
      ),
    coverage.textProfile &&
      profileCheck(
        'toHaveSameTextProfileAs',
        'Free text is compared by its form; a change is only a warning.',
      ),
  ]
  return checks.filter(check => typeof check === 'object')
}

/** Whether a sample of this size may well have no value at all, so that there may be nothing to check. */
export function isAbsenceExplained(
  { reference, sample }: ColumnFacts,
  { tolerance, alpha }: Pick<Tolerated, 'tolerance' | 'alpha'>,
): boolean {
  const { present, rows } = reference
  return sample.rows > 0 && tolerance.leastExplained(present, rows, sample.rows, alpha / 2) === 0
}
