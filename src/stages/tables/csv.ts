import { isoText, type Value } from '../../core/value.ts'

/** A text of CSV from columns of the same length; null is an empty cell. */
export function csvText(columns: readonly { readonly name: string; readonly cells: ArrayLike<Value> }[]) {
  const rows = columns[0]?.cells.length ?? 0
  const line = (cells: readonly string[]) => `${cells.join(',')}\n`
  const body = Array.from({ length: rows }, (_, row) =>
    line(columns.map(({ cells }) => cellText(cells[row] ?? null))),
  )
  return line(columns.map(({ name }) => quoted(name))) + body.join('')
}

function cellText(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return quoted(value)
  return value instanceof Date ? isoText(value) : String(value)
}

function quoted(text: string): string {
  return /^[\w .-]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`
}
