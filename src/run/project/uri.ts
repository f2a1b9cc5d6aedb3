/**
 * What stands before the first colon of a URI, in lower case; `undefined` for a text without one.
 *
 * Agrees with `urllib.parse.urlparse(text).scheme` of Python 3.11: `iris.csv:latest` has the scheme `iris.csv`, and
 * `raw_data:v3` none.
 */
export function schemeOf(text: string): string | undefined {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(bare(text)) ?? []
  return scheme?.toLowerCase()
}

/**
 * The path that a text means on this machine: itself where it has no scheme, the path of a `file:` URI without a host,
 * or `undefined` for what is elsewhere.
 *
 * MLflow also undoes percent signs in plain paths, where they are part of the name here.
 */
export function localPathIn(text: string): string | undefined {
  const scheme = schemeOf(text)
  if (scheme === undefined) return text
  const [, path] = scheme === 'file' ? (/^file:(?!\/\/[^/?#])(?:\/\/)?([^?#]*)/i.exec(bare(text)) ?? []) : []
  return path === undefined ? undefined : decoded(path)
}

/** As Python reads a URI: without blanks and controls before it, and without tabs and line breaks in it. */
function bare(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away.
  return text.replace(/^[\u0000-\u0020]+/, '').replace(/[\t\r\n]/g, '')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that encodes nothing is one.
    return path
  }
}
