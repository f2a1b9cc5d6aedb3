export type Attributes = Readonly<Record<string, string | number>>

/**
 * An XML element with text or with elements inside, one line each. Text and attributes are escaped;
 * characters that XML 1.0 forbids are left out. Empty children are skipped.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function element(
  name: string,
  attributes: Attributes,
  content: string | readonly string[] = [],
): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(value)}"`)
  const opening = `<${name}${pairs.join('')}`
  if (typeof content === 'string') return `${opening}>${escapeXml(content)}</${name}>`
  const children = content.filter(child => child !== '')
  if (children.length === 0) return `${opening}/>`
  return `${opening}>\n${children.join('\n')}\n</${name}>`
}

/** Text for an XML document. `>` is escaped as well, since `]]>` may not stand in text. */
export function escapeXml(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>"']/g, character => entities[character] ?? '')
}

/** Line breaks and tabs as references: a parser would turn them into spaces. */
function attributeText(value: string | number): string {
  return escapeXml(String(value)).replace(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`)
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
