import { isoText, type Value } from '../../core/value.ts'

/** A column of a file that is written. */
export interface WrittenColumn {
  readonly name: string
  readonly cells: ArrayLike<Value>
}

/** A text of CSV from columns of the same length; null is an empty cell. */
export function csvText(columns: readonly WrittenColumn[]): string {
  return csvHead(columns.map(({ name }) => name)) + csvRows(columns)
}

/** The first line of a text of CSV. */
export function csvHead(names: readonly string[]): string {
  return line(names.map(quoted))
}

/** The lines of a text of CSV behind its first. */
export function csvRows(columns: readonly Pick<WrittenColumn, 'cells'>[]): string {
  const rows = columns[0]?.cells.length ?? 0
  return Array.from({ length: rows }, (_, row) =>
    line(columns.map(({ cells }) => cellText(cells[row] ?? null))),
  ).join('')
}

function line(cells: readonly string[]): string {
  return `${cells.join(',')}\n`
}

function cellText(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return quoted(value)
  return value instanceof Date ? isoText(value) : String(value)
}

function quoted(text: string): string {
  return /^[\w .-]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`
}
