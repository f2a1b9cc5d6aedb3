import { formatNumber, formatShare, plural } from '../../core/format.ts'
import { type ColumnType, isSubtype } from '../../core/schema.ts'
import { compareValues, type Value } from '../../core/value.ts'
import { mostCategories } from '../facts.ts'
import type { Bounding } from './chances.ts'
import type { Draft, Looser, Older } from './draft.ts'
import { mostlyAllowing, roundedOutwards, shareRoundedDown, shareRoundedUp } from './rounding.ts'

type Loosen = Draft['loosen']

/** A range this many times as wide, or a set this many times as large, is another one. */
const mostWidening = 4
/** A rule that fewer values have to meet says little. */
const leastMostly = 0.9

/** Integers become numbers and dates timestamps, where older batches have these. */
export function looserType(type: ColumnType): Loosen {
  return ({ facts }) => {
    const wider = ['number', 'timestamp'] as const
    const found = wider.find(
      each => isSubtype(type, each) && facts.every(older => isSubtype(older.type, each)),
    )
    return found && { params: { type: found }, what: `they have ${found}` }
  }
}

/** What sampling explains from the older batches with the most and the fewest missing values. */
export function looserNullShare(
  bounds: { readonly min: number; readonly max: number },
  bounding: Bounding,
): Loosen {
  const { tolerance, alpha, batchRows } = bounding
  return ({ facts }) => {
    const counts = facts.map(({ reference: { rows, present } }) => ({ rows, missing: rows - present }))
    const most = counts.map(({ rows, missing }) =>
      tolerance.mostExplained(missing, rows, batchRows, alpha / 2),
    )
    const least = counts.map(({ rows, missing }) =>
      tolerance.leastExplained(missing, rows, batchRows, alpha / 2),
    )
    const max = Math.max(bounds.max, ...most.map(count => shareRoundedUp(count / batchRows)))
    const min = Math.min(bounds.min, ...least.map(count => shareRoundedDown(count / batchRows)))
    if (max - min > 0.5) return undefined
    return {
      params: { min: min > 0 ? min : undefined, max: max < 1 ? max : undefined },
      what: 'widened to what sampling explains of them',
    }
  }
}

interface Range {
  readonly min: number | bigint
  readonly max: number | bigint
  readonly mostly?: number
}

/** Out to the extremes of older batches, or where these lie far out, as many values as they had outside. */
export function looserRange({ min, max, mostly = 1 }: Range): Loosen {
  return older => {
    const ranges = older.facts.flatMap(({ range }) => range ?? [])
    const least = Math.min(Number(min), ...ranges.map(range => Number(range.min)))
    const most = Math.max(Number(max), ...ranges.map(range => Number(range.max)))
    const width = Number(max) - Number(min)
    const rounded = roundedOutwards(least, most)
    if (width > 0 && rounded.max - rounded.min <= mostWidening * width)
      return {
        params: rounded,
        what: `widened to their ${formatNumber(least)} to ${formatNumber(most)}`,
      }
    return looserMostly(mostly, older)
  }
}

/** With the values of older batches, or where these are many, as many new ones as they had. */
export function looserSet(values: readonly Value[], mostly = 1): Loosen {
  return older => {
    const found = older.facts.map(valuesOf)
    const all = new Map(
      [...values, ...found.flatMap(each => each ?? [])].map(value => [String(value), value]),
    )
    const added = all.size - values.length
    const isKnown = found.every(each => each !== undefined)
    if (isKnown && added > 0 && all.size <= mostWidening * values.length)
      return {
        params: { values: ascending([...all.values()]) },
        what: `${plural(added, 'value')} of theirs added`,
      }
    return looserMostly(mostly, older)
  }
}

/** In an order that stays when their counts change. */
export function ascending(values: readonly Value[]): readonly Value[] {
  return [...values].sort((a, b) => compareValues(a, b) ?? 0)
}

/** All values of a column, where they are few. */
function valuesOf({ frequencies, range, reference }: Older['facts'][number]): readonly Value[] | undefined {
  if (reference.present === 0) return []
  if (range && range.min === range.max && range.nonFinite === 0) return [range.min]
  if (frequencies === undefined || frequencies.distinct > mostCategories) return undefined
  return frequencies.entries.flatMap(entry => entry.values)
}

/** As many as older batches had in another format. */
export function looserFormat(mostly = 1): Loosen {
  return older => looserMostly(mostly, older)
}

/** A floor above the effects of older batches. */
export function looserEffect(ceiling: number, step: number): Loosen {
  return ({ effects }) => {
    const most = Math.max(0, ...effects.map(Math.abs))
    const floor = Number((Math.floor(most / step + 1) * step).toFixed(2))
    if (floor > ceiling) return undefined
    return {
      params: { minEffect: floor },
      what: `the floor is above their ${formatNumber(Number(most.toPrecision(2)))}`,
    }
  }
}

/** Half and twice the rows that older batches had. */
export function looserRowCount({ min, max }: { readonly min: number; readonly max: number }): Loosen {
  return ({ rows }) => ({
    params: {
      min: Math.min(min, Math.floor(Math.min(...rows) / 2)),
      max: Math.max(max, Math.ceil(Math.max(...rows) * 2)),
    },
    what: 'widened to half and twice theirs',
  })
}

/** The columns that all older batches have too. */
export function looserColumns(columns: readonly string[]): Loosen {
  return older => {
    const common = columns.filter(column => older.columns.every(names => names.includes(column)))
    if (common.length === 0) return undefined
    return {
      params: { columns: common },
      what: `without ${plural(columns.length - common.length, 'column')} that they lack`,
    }
  }
}

/** Twice the share that offended in the worst batch. */
function looserMostly(mostly: number, { offending }: Older): Looser | undefined {
  const share = Math.max(1 - mostly, ...offending)
  const looser = mostlyAllowing(Math.min(1, 2 * share), 1)
  if (looser < leastMostly) return undefined
  return { params: { mostly: looser }, what: `they had up to ${formatShare(share)} of others` }
}
