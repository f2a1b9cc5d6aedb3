/** A text as it stands between tags, or in quotes, of HTML and SVG; invisible characters, which XML forbids, are `�`. */
export function escapedMarkup(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
