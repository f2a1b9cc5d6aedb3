/** Letters of Java's `DateTimeFormatter` as directives of strftime. */
const directives: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  uuuu: '%Y',
  yy: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%m',
  dd: '%d',
  d: '%d',
  HH: '%H',
  H: '%H',
  hh: '%I',
  h: '%I',
  mm: '%M',
  ss: '%S',
  a: '%p',
}

/**
 * A date format of Java's `DateTimeFormatter` as one of strftime; `undefined` where a letter has no directive.
 *
 * @see https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html
 */
export function jdkFormat(format: string): string | undefined {
  const parts = format.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? []
  const written = parts.map(part => {
    if (part === "''") return "'"
    if (part.startsWith("'")) return part.slice(1, -1).replaceAll("''", "'").replaceAll('%', '%%')
    return /^[A-Za-z]/.test(part) ? directives[part] : part.replaceAll('%', '%%')
  })
  return written.every(part => part !== undefined) ? written.join('') : undefined
}
