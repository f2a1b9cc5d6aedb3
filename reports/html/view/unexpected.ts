import { formatCount, formatShare, plural } from '../../../src/core/format.ts'
import type { Unexpected } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { furtherValues, positionsText } from '../../text/wording.ts'

const limits = { values: 8, positions: 8 }

/** Where offending rows stand: `lines 22, 67, 301 …`. */
export function whereOf(unexpected: Unexpected): string | undefined {
  return positionsText(unexpected, 2 * limits.positions)
}

/** The values that break a rule, most frequent first as in the document, and where they stand. */
export function unexpectedView(unexpected: Unexpected) {
  const { count, of, values, positionKind } = unexpected
  const further = furtherValues(unexpected, limits.values)
  const shown = values.slice(0, limits.values)
  return {
    caption: `${plural(count, 'unexpected value')} of ${formatCount(of)}${of > 0 ? `, ${formatShare(count / of)}` : ''}`,
    values: shown.map(entry => ({
      value: display(entry.value),
      masked: entry.masked === true,
      count: formatCount(entry.count),
      closest: entry.closest === undefined ? undefined : display(entry.closest),
      positions: positionsText({ ...entry, positionKind }, limits.positions),
    })),
    hasClosest: shown.some(entry => entry.closest !== undefined),
    more: further > 0 && shown.length > 0 ? plural(further, 'more distinct value') : undefined,
    positions: shown.length === 0 ? positionsText(unexpected, limits.positions) : undefined,
  }
}

/** The first rows that break a rule, with where they stand and the cells of some columns, those of the rule's own marked. */
export function rowsView(
  { rows, positions, files, positionKind, count }: Unexpected,
  columns: readonly string[],
) {
  if (rows === undefined || rows.cells.length === 0) return undefined
  return {
    caption: `First rows that break the rule, ${formatCount(rows.cells.length)} of ${formatCount(count)}`,
    place: positionKind === 'line' ? 'Line' : 'Row',
    columns: rows.columns.map(name => display(name)),
    rows: rows.cells.map((cells, index) => ({
      place: `${formatCount(positions[index] ?? 0)}${files?.[index] === undefined ? '' : ` of ${display(files[index])}`}`,
      cells: cells.map((cell, column) => ({
        text: display(cell),
        empty: cell === '',
        offends: columns.includes(rows.columns[column] ?? ''),
      })),
    })),
  }
}
