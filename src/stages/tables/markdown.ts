/**
 * A table in Markdown; the first column stands left, all others right. The head and the first column are shown as the
 * texts they are, all other cells are Markdown already.
 */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const sides = head.map((_, index) => (index === 0 ? ':--' : '--:'))
  const body = rows.map(([first = '', ...others]) => line([escaped(first), ...others]))
  return `${line(head.map(escaped))}| ${sides.join(' | ')} |\n${body.join('')}`
}

function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]{}()#+!|~>@:.-]/g, sign => `&#${sign.charCodeAt(0)};`)
}
