import { formatCount, plural } from '../../core/format.ts'
import { isAbsenceExplained } from '../derive.ts'
import { type Bounding, chanceOfFewer, chanceOfMore } from './chances.ts'
import { type Draft, neverLooser, type Params } from './draft.ts'
import { driftDrafts } from './drift-drafts.ts'
import { ascending, looserFormat, looserNullShare, looserRange, looserSet, looserType } from './loosen.ts'
import type { ColumnProfile } from './profile.ts'
import { allowedBy, mostlyAllowing, roundedOutwards, shareRoundedDown, shareRoundedUp } from './rounding.ts'

/** The checks of one column, in the order in which they are written. */
export function columnDrafts(column: ColumnProfile, bounding: Bounding): readonly Draft[] {
  const { facts, coverage } = column
  const isEmpty = facts.reference.present === 0
  const drafts = [
    facts.type === 'unknown' || isEmpty ? undefined : typeDraft(column),
    isEmpty ? undefined : nullShareDraft(column, bounding),
    column.isKey ? keyDraft(column) : undefined,
    coverage.range ? rangeDraft(column, bounding) : undefined,
    coverage.set ? setDraft(column, bounding) : undefined,
    column.format ? formatDraft(column, bounding) : undefined,
    ...(isEmpty ? [] : driftDrafts(column)),
  ]
  return drafts.filter(draft => draft !== undefined)
}

function typeDraft({ facts: { name, type } }: ColumnProfile): Draft {
  return {
    place: { section: 'columns', column: name },
    name: 'toHaveType',
    params: { type },
    note: 'As in the data.',
    chance: 0,
    loosen: looserType(type),
  }
}

/** Few missing values may become none without harm; many may not. */
const manyMissing = 0.02

function nullShareDraft({ facts, seen }: ColumnProfile, bounding: Bounding): Draft | undefined {
  const { rows, present } = facts.reference
  const { tolerance, alpha } = bounding
  const [missing, n, all] = [rows - present, facts.sample.rows, seen.rows - seen.present]
  const most = tolerance.mostExplained(missing, rows, n, alpha / 2)
  const least = missing / rows < manyMissing ? 0 : tolerance.leastExplained(missing, rows, n, alpha / 2)
  const max = shareRoundedUp(most / n)
  const min = shareRoundedDown(least / n)
  if (min === 0 && max === 1) return undefined
  const of = { seen: missing, m: rows, n }
  const chance =
    chanceOfMore({ ...of, allowed: Math.floor(max * n + 1e-6) }, bounding) +
    chanceOfFewer({ ...of, least: Math.ceil(min * n - 1e-6) }, bounding)
  return {
    place: { section: 'columns', column: facts.name },
    name: 'toHaveNullShare',
    params: { ...(min > 0 && { min }), ...(max < 1 && { max }) },
    note: `${all === 0 ? 'None' : formatCount(all)} of ${formatCount(seen.rows)} missing; sampling explains ${least === 0 ? 'up to' : `${formatCount(least)} to`} ${formatCount(most)} of ${formatCount(n)}.`,
    chance,
    loosen: looserNullShare({ min, max }, bounding),
  }
}

function keyDraft({ facts: { name }, seen }: ColumnProfile): Draft {
  return {
    place: { section: 'columns', column: name },
    name: 'toHaveUniqueValues',
    params: {},
    note: `All ${plural(seen.present, 'value')} differ: a key.`,
    chance: 0,
    loosen: neverLooser,
  }
}

function rangeDraft({ facts, seen, allowed }: ColumnProfile, bounding: Bounding): Draft | undefined {
  const { range, sample } = facts
  if (range === undefined) return undefined
  const { min, max } = range
  const isExact = typeof min === 'bigint' || typeof max === 'bigint'
  const bounds = isExact ? { min, max } : roundedOutwards(min, max)
  const { mostly, chance } = sharing(allowed, range.nonFinite + 1, facts, bounding)
  const found = min === max ? `Only ${min}` : `${min} to ${max}`
  return {
    place: { section: 'columns', column: facts.name },
    name: 'toHaveValuesBetween',
    params: { ...bounds, ...mostly, ...vacuous(facts, bounding) },
    note: `${found} in ${plural(seen.present, 'value')}${min === max || isExact ? '' : ', rounded outwards'}; sampling explains up to ${formatCount(allowed)} of ${formatCount(sample.present)} outside.`,
    chance,
    loosen: looserRange({ ...bounds, ...mostly }),
  }
}

function setDraft({ facts, seen, allowed }: ColumnProfile, bounding: Bounding): Draft | undefined {
  const { frequencies, sample } = facts
  if (frequencies === undefined) return undefined
  const values = ascending(frequencies.entries.flatMap(entry => entry.values))
  const once = frequencies.entries.filter(entry => entry.count === 1).length
  const { mostly, chance } = sharing(allowed, once, facts, bounding)
  return {
    place: { section: 'columns', column: facts.name },
    name: 'toHaveValuesInSet',
    params: { values, ...mostly, ...vacuous(facts, bounding) },
    note: `All of ${plural(seen.present, 'value')}${once > 0 ? `, ${formatCount(once)} seen once` : ''}; sampling explains up to ${formatCount(allowed)} others of ${formatCount(sample.present)}.`,
    chance,
    loosen: looserSet(values, mostly.mostly),
  }
}

function formatDraft({ facts, seen, format }: ColumnProfile, bounding: Bounding): Draft | undefined {
  if (format === undefined) return undefined
  const { reference, sample } = facts
  const { strays } = format
  const most = bounding.tolerance.mostExplained(strays, reference.present, sample.present, bounding.alpha)
  const { mostly, chance } = sharing(most, strays, facts, bounding)
  return {
    place: { section: 'columns', column: facts.name },
    name: format.name,
    params: { ...format.params, ...mostly, ...vacuous(facts, bounding) },
    severity: 'warning',
    note: `A guess: ${strays === 0 ? 'all' : `all but ${formatCount(strays)}`} of ${plural(seen.present, 'value')} look like ${format.what}.`,
    chance,
    loosen: looserFormat(mostly.mostly),
  }
}

/** `mostly` for so many offenders of a batch, and how likely it has more, where `seen` of the data had the property. */
function sharing(
  allowed: number,
  seen: number,
  { reference, sample }: ColumnProfile['facts'],
  bounding: Bounding,
) {
  const n = sample.present
  if (allowed === 0 || n === 0)
    return { mostly: {}, chance: chanceOfMore({ seen, m: reference.present, n, allowed: 0 }, bounding) }
  const mostly = mostlyAllowing(allowed, n)
  const chance = chanceOfMore({ seen, m: reference.present, n, allowed: allowedBy(mostly, n) }, bounding)
  return { mostly: { mostly }, chance }
}

/** Rare values may be absent from a whole batch. */
function vacuous(facts: ColumnProfile['facts'], bounding: Bounding): Params {
  return isAbsenceExplained(facts, bounding) ? { allowVacuous: true } : {}
}
