import { sentence } from '../../text/display.ts'

/** A sentence in display form whose numbers do not part from their percent sign at the end of a line. */
export function prose(text: string): string {
  return sentence(text).replace(/(\d) %/g, '$1\u00a0%')
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

/** `new.csv`, without folders: the last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path
}

/** `1.8 s`, `340 ms`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** `891 KB` in units of 1,024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KB', 'MB', 'GB', 'TB']
  let size = bytes / 1024
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`
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

/** A command as a POSIX shell reads it. */
export function shellCommand(words: readonly string[]): string {
  return words
    .map(word => (/^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ')
}
