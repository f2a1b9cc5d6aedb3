import { sentence } from '../../reports/text/display.ts'
import { isoText } from '../core/value.ts'

/** Lines of columns that begin below each other. Cells are in the form in which they are shown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map(line => [...(line[column] ?? '')].length)))
  const padded = (text: string, width = 0) => text + ' '.repeat(width - [...text].length)
  return lines
    .map(
      line =>
        `${line
          .map((text, column) => padded(text, widths[column]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** Text that anybody may have stored, on one line and without what a terminal would obey. */
export function printable(text: string): string {
  return text === '' ? '' : sentence(text)
}

/** The minute of an ISO 8601 time, in UTC: `2026-11-23 06:12`. */
export function minute(time: string): string {
  return isoText(new Date(time)).slice(0, 16)
}
