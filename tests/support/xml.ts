/** An element of a parsed document; `text` is its own text without that of its children. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

const tokens = /<\?xml [^?]*\?>|<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/**
 * Parses the part of XML 1.0 that reports use: elements, attributes in double quotes, text, the five named entities
 * and character references.
 *
 * @throws Error where the document is not well-formed
 */
export function parseXml(source: string): XmlElement {
  if (forbidden.test(source))
    throw new Error(`A character that XML forbids: ${JSON.stringify(source.match(forbidden))}`)
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let end = 0
  for (const [token, closing, opening, attributes = '', isEmpty, text] of source.matchAll(tokens)) {
    end += token.length
    const parent = open.at(-1) ?? root
    if (text !== undefined) parent.text += decoded(text)
    if (closing !== undefined && open.pop()?.name !== closing) throw new Error(`Unexpected </${closing}>.`)
    if (opening === undefined) continue
    const element = { name: opening, attributes: attributesOf(attributes), children: [], text: '' }
    parent.children.push(element)
    if (isEmpty === '') open.push(element)
  }
  const [document, ...others] = root.children
  if (end !== source.length) throw new Error(`Not XML: ${source.slice(end, end + 80)}`)
  if (open.length !== 1 || document === undefined || others.length > 0 || root.text.trim() !== '')
    throw new Error('A document is one element, closed.')
  return document
}

/** Every element of a name, in document order. */
export function elementsOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap(child => [
    ...(child.name === name ? [child] : []),
    ...elementsOf(child, name),
  ])
}

function attributesOf(source: string): Readonly<Record<string, string>> {
  const pairs = [...source.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    decoded(value),
  ])
  const attributes: Record<string, string> = Object.fromEntries(pairs)
  if (Object.keys(attributes).length !== pairs.length)
    throw new Error(`An attribute stands twice in ${source}.`)
  return attributes
}

function decoded(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> in text.')
  return text.replace(/&([^;\s]*;?)/g, (whole, reference: string) => {
    const code = /^#(\d+);$/.exec(reference)?.[1]
    const character = code === undefined ? entities[reference] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`Unknown reference ${whole}.`)
    return character
  })
}

const entities: Readonly<Record<string, string>> = {
  'lt;': '<',
  'gt;': '>',
  'amp;': '&',
  'quot;': '"',
  'apos;': "'",
}
