import { display, sentence } from '../../text/display.ts'

/** A sentence in display form whose numbers do not part from their percent sign at the end of a line. */
export function prose(text: string): string {
  return sentence(text).replace(/(\d) %/g, '$1\u00a0%')
}

/** What was expected may list a whole set: enough of it to recognise it. */
export function cutProse(text: string, limit = 200): string {
  return prose(display(text, limit))
}

/** Prose, or nothing when there is none. */
export function optionalProse(text: string | undefined): string | undefined {
  return text ? prose(text) : undefined
}

/** With a capital first letter (Latin: χ² stays χ²), unless it starts with the name of a column, which stays as it is spelt. */
export function capitalised(text: string, names: readonly string[] = []): string {
  if (names.some(name => name !== '' && text.startsWith(name))) return text
  return text.replace(/^[a-z]/, letter => letter.toUpperCase())
}

/** `23 Nov 2026, 06:12 UTC`. */
export function formatTime(iso: string): string {
  const date = new Date(iso)
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${iso.slice(11, 16)} UTC`
}

/** The first eight digits of `sha256:…`. */
export function shortDigest(digest: string | undefined): string | undefined {
  return digest?.replace(/^sha256:/, '').slice(0, 8)
}
