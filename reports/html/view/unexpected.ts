import { formatCount, formatShare, plural } from '../../../src/core/format.ts'
import type { Unexpected } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'

const limits = { values: 20, positions: 12 }

/** The values that break a rule, most frequent first as in the document, and where they stand. */
export function unexpectedView({ count, of, distinct, values, positions, positionKind }: Unexpected) {
  const shown = values.slice(0, limits.values)
  return {
    caption: `${plural(count, 'unexpected value')} of ${formatCount(of)}${of > 0 ? `, ${formatShare(count / of)}` : ''}`,
    values: shown.map(entry => ({
      value: display(entry.value),
      masked: entry.masked === true,
      count: formatCount(entry.count),
      closest: entry.closest === undefined ? undefined : display(entry.closest),
      positions: positionsText(entry.positions, positionKind, entry.count),
    })),
    hasClosest: shown.some(entry => entry.closest !== undefined),
    more:
      distinct > shown.length && shown.length > 0
        ? `${plural(distinct - shown.length, 'more distinct value')}`
        : undefined,
    positions: shown.length === 0 ? positionsText(positions, positionKind, count) : undefined,
  }
}

function positionsText(
  positions: readonly number[],
  kind: Unexpected['positionKind'],
  count: number,
): string | undefined {
  if (positions.length === 0) return undefined
  const shown = positions.slice(0, limits.positions)
  const rest = count - shown.length
  const list = shown.map(formatCount).join(', ')
  return `${kind}${count === 1 ? '' : 's'} ${list}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}`
}
