import { isoText, type Value } from '../../core/value.ts'
import type { WrittenColumn } from './csv.ts'

/** A text of NDJSON from columns of the same length, a row a line. Integers keep all their digits. */
export function ndjsonRows(columns: readonly WrittenColumn[]): string {
  const rows = columns[0]?.cells.length ?? 0
  const keys = columns.map(({ name }) => JSON.stringify(name))
  return Array.from({ length: rows }, (_, row) => {
    const members = columns.map(({ cells }, place) => `${keys[place]}:${cellText(cells[row] ?? null)}`)
    return `{${members.join(',')}}\n`
  }).join('')
}

function cellText(value: Value): string {
  if (typeof value === 'bigint') return String(value)
  return JSON.stringify(value instanceof Date ? isoText(value) : value)
}
