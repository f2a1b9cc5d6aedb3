import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml'
import { fingerprint, placeName } from './ledger.ts'

/** A check as it stands in a file. Positions count characters from 0. */
export interface WrittenItem {
  readonly name: string
  readonly fingerprint: string
  readonly from: number
  readonly to: number
}

/** The checks of one place. */
export interface WrittenList {
  readonly items: readonly WrittenItem[]
  /** Where the key of a column starts. */
  readonly keyFrom: number
  readonly to: number
  /** Whether there is a dash in front of each item, so that others can be put below. */
  readonly isBlock: boolean
}

/** A suite file as text with the places of its checks. */
export interface WrittenSuite {
  /** By the names of places in a ledger. */
  readonly lists: ReadonlyMap<string, WrittenList>
  /** Where each section ends. */
  readonly sections: ReadonlyMap<string, number>
}

/** Finds the checks in the text of a suite; the text is YAML that has the form of a suite. */
export function writtenSuite(text: string): WrittenSuite {
  const document = parseDocument(text, { intAsBigInt: true })
  const lists = new Map<string, WrittenList>()
  const sections = new Map<string, number>()
  for (const { key, value, keyFrom } of pairsOf(document.contents)) {
    sections.set(key, endOf(value))
    if (key === 'table' || key === 'combinations') lists.set(key, listOf(value, keyFrom, document))
    if (key === 'columns')
      for (const pair of pairsOf(value))
        lists.set(
          placeName({ section: 'columns', column: pair.key }),
          listOf(pair.value, pair.keyFrom, document),
        )
  }
  return { lists, sections }
}

function pairsOf(node: unknown): readonly { key: string; value: Node | null; keyFrom: number }[] {
  if (!isMap<Node, Node | null>(node)) return []
  return node.items.map(({ key, value }) => ({
    key:
      isScalar(key) && key.type === 'PLAIN'
        ? (key.source ?? String(key.value))
        : isScalar(key)
          ? String(key.value)
          : '',
    value,
    keyFrom: key.range?.[0] ?? 0,
  }))
}

function listOf(node: Node | null, keyFrom: number, document: Document): WrittenList {
  if (!isSeq<Node>(node)) return { items: [], keyFrom, to: endOf(node), isBlock: false }
  const items = node.items.map(item => itemOf(item, document))
  return { items, keyFrom, to: endOf(node), isBlock: isBlock(node) }
}

function itemOf(item: Node, document: Document): WrittenItem {
  const place = { from: item.range?.[0] ?? 0, to: endOf(item) }
  const written: unknown = item.toJS(document)
  if (typeof written !== 'object' || written === null)
    return { ...place, name: String(written), fingerprint: fingerprint(String(written), null) }
  const [[name, args] = ['', null]] = Object.entries(written)
  return { ...place, name, fingerprint: fingerprint(name, args) }
}

function isBlock(list: YAMLSeq<Node>): boolean {
  return list.flow !== true && list.items.length > 0
}

/** Where the text of a node ends: of a block, with that of its last part. */
function endOf(node: Node | null | undefined): number {
  if (isMap<Node, Node | null>(node) && node.flow !== true) {
    const last = node.items.at(-1)
    return last ? Math.max(last.key.range?.[1] ?? 0, endOf(last.value)) : (node.range?.[1] ?? 0)
  }
  if (isSeq<Node>(node) && node.flow !== true)
    return node.items.length > 0 ? endOf(node.items.at(-1)) : (node.range?.[1] ?? 0)
  return node?.range?.[1] ?? 0
}
