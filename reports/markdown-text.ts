import { display } from './text/display.ts'
import { escapeXml } from './xml.ts'

/**
 * A value as a Markdown code span, also inside a table: nothing in it is a link, a mention, HTML or a cell's end.
 * In display form, cut at `limit`.
 */
export function codeSpan(text: string, limit?: number): string {
  const shown = display(text, limit).replaceAll('|', '\\|')
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longest + 1)
  const gap = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${gap}${shown}${gap}${fence}`
}

/**
 * A sentence as Markdown text that shows as written: no formatting, no HTML, no link, and no `@` or `#` that GitHub
 * turns into a mention or a reference. Expects display form.
 */
export function proseText(text: string): string {
  return withoutLinks(text.replace(/[\\`*_{}[\]<>&|~!$]/g, character => `\\${character}`))
}

/** The same for text inside an HTML tag such as `<summary>`, where Markdown's escapes would show. */
export function htmlText(text: string): string {
  return withoutLinks(escapeXml(text))
}

/** A zero-width space behind what GitHub looks for breaks mentions, references and bare addresses. */
function withoutLinks(text: string): string {
  return text.replace(/[@#]|:(?=\/\/)|www(?=\.)|\bGH(?=-)/gi, found => `${found}&#8203;`)
}
