import { formatList, formatValue } from '../../core/format.ts'
import { classesOf } from '../../stats/split/classes.ts'
import { RowError } from '../table/row-error.ts'
import type { NamedColumn } from '../table/table.ts'
import { isMissing } from './column-kinds.ts'

/** A value of a column of categories; null is a missing one. */
export type Category = number | string | null

/** The distinct values of a column, ascending, texts by code points; null comes last where values are missing. */
export function categoriesOf({ values }: NamedColumn): Category[] {
  const present = [...values].filter(value => !isMissing(value))
  const { labels } = classesOf(present as string[] | number[])
  return [...(labels as Category[]), ...(present.length < values.length ? [null] : [])]
}

/** For every row the position of its value among categories; −1 where it is none of them. */
export function positionsIn(categories: readonly Category[], { values }: NamedColumn): Int32Array {
  const positions = new Map(categories.map((category, position) => [category, position]))
  return Int32Array.from(
    values as ArrayLike<Category>,
    value => positions.get(isMissing(value) ? null : value) ?? -1,
  )
}

/**
 * Checks that every value is one of the categories.
 *
 * @param positions as `positionsIn` gives them
 * @throws RowError about the first row whose value is none
 */
export function checkSeen(
  positions: Int32Array,
  { name, values }: NamedColumn,
  categories: readonly Category[],
  hint: string,
): void {
  const at = positions.indexOf(-1)
  if (at < 0) return
  const value = values[at] as Category
  const found = formatValue(isMissing(value) ? null : value)
  const seen = formatList(categories.map(formatValue))
  const about = (row: number) =>
    `${name} is ${found} in row ${row}, which was not seen when the encoder was fitted. Seen were ${seen}.`
  throw new RowError(at, about, hint)
}
