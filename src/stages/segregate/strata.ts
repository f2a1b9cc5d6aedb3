import type { Codes } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import { formatList, formatValue, plural } from '../../core/format.ts'
import type { Value } from '../../core/value.ts'

/** The values of a column that are to have the same share of every part. */
export interface Strata extends Codes {
  readonly column: string
}

/** How many rows have each of the values. */
export function countsOf({ values, codes }: Pick<Strata, 'values' | 'codes'>): Uint32Array {
  const counts = new Uint32Array(values.length)
  for (const code of codes) counts[code] = (counts[code] as number) + 1
  return counts
}

/** The strata of some rows. */
export function ofRows(strata: Strata, rows: Uint32Array): Strata {
  return { ...strata, codes: picked(strata.codes, rows) }
}

/** The numbers at some places, in the order of the places. */
export function picked(of: Uint32Array, places: Uint32Array): Uint32Array {
  return places.map(place => of[place] as number)
}

/**
 * Refuses strata that cannot be split: rows that belong to none, and those of a single row.
 *
 * @param which rows these are, where it is not all
 * @throws UserError that says which
 */
export function checkStrata(strata: Strata, which = ''): void {
  const { column, values } = strata
  const counts = countsOf(strata)
  const missing = counts.reduce((sum, count, code) => sum + (isMissing(values[code]) ? count : 0), 0)
  if (missing > 0)
    throw new UserError(
      `${plural(missing, 'row')} ${missing === 1 ? 'has' : 'have'} no ${column}, and so no stratum.`,
      {
        hint: 'Leave them out or fill them in a step before, or set stratify to none.',
        fault: 'failed',
      },
    )
  const lonely = values.filter((_, code) => counts[code] === 1).map(formatValue)
  if (lonely.length > 0)
    throw new UserError(
      `${plural(lonely.length, 'value')} of ${column} ${lonely.length === 1 ? 'stands' : 'stand'} in a single row${which}, and each part needs one: ${formatList(lonely, 5)}.`,
      { hint: 'Leave such rows out, join rare values to one, or set stratify to none.', fault: 'failed' },
    )
}

function isMissing(value: Value | undefined): boolean {
  return value === null || Number.isNaN(value)
}
