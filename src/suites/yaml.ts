import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type Scalar,
} from 'yaml'
import { closest } from '../core/suggest.ts'
import { isoText } from '../core/value.ts'
import type { Problem } from './problem.ts'
import { syntaxProblems } from './syntax.ts'
import type { Position, Tree, TreeEntry, TreeMap } from './tree.ts'

/** A YAML document as a tree, or what is wrong with it. */
export type ParsedYaml = { readonly tree: Tree } | { readonly problems: readonly Problem[] }

/** More than this come only from aliases of aliases of aliases, which grow exponentially. */
const mostExpandedParts = 100_000

/**
 * Reads YAML 1.2, of which JSON is a part. Whole numbers beyond 2^53 become `bigint`; whole numbers with leading
 * zeros and dates are text. Aliases are expanded; unknown tags and keys given twice are problems.
 */
export function parseYaml(text: string): ParsedYaml {
  const lineCounter = new LineCounter()
  const source = text.replace(/^\uFEFF/, '')
  // The parser looks for repeated keys pair by pair and does not tell where the first one is.
  const options = { lineCounter, prettyErrors: false, uniqueKeys: false, intAsBigInt: true }
  const { contents, errors, warnings } = parseDocument(source, options)
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset)
    return { line, column: col }
  }
  if (errors.length + warnings.length > 0)
    return { problems: syntaxProblems([...errors, ...warnings], positionOf, source) }
  return treeOf(contents, positionOf)
}

/** A value as YAML reads it, for values from the command line; what is no scalar stays text. */
export function scalarFromText(text: string): unknown {
  const { contents, errors, warnings } = parseDocument(text, { prettyErrors: false, intAsBigInt: true })
  return errors.length + warnings.length > 0 || !isScalar(contents) ? text : scalarValue(contents)
}

function treeOf(root: ParsedNode | null, positionOf: (offset: number) => Position): ParsedYaml {
  const problems: Problem[] = []
  const anchors = new Map<string, ParsedNode>()
  const expanding = new Set<ParsedNode>()
  let expandedParts = 0

  function visit(node: ParsedNode | null): Tree {
    if (node === null) return { kind: 'scalar', value: null }
    const at = positionOf(node.range[0])
    if (expanding.size > 0 && ++expandedParts > mostExpandedParts)
      return refuse(at, 'The aliases expand to too many parts.')
    if (isAlias(node)) return expand(node.source, at)
    if (node.anchor !== undefined && expanding.size === 0) anchors.set(node.anchor, node)
    if (isScalar(node)) return { kind: 'scalar', value: scalarValue(node), at }
    if (isSeq<ParsedNode>(node)) return { kind: 'list', items: node.items.map(visit), at }
    return isMap<ParsedNode, ParsedNode | null>(node)
      ? mapOf(node.items, at)
      : { kind: 'scalar', value: null }
  }

  function expand(anchor: string, at: Position): Tree {
    const target = anchors.get(anchor)
    if (!target) return refuse(at, missingAnchor(anchor, [...anchors.keys()]))
    if (expanding.has(target)) return refuse(at, `The alias *${anchor} contains itself.`)
    expanding.add(target)
    const tree = visit(target)
    expanding.delete(target)
    return tree
  }

  function mapOf(pairs: readonly Pair[], at: Position): TreeMap {
    const entries = new Map<string, TreeEntry>()
    for (const { key: keyNode, value } of pairs) {
      const key = keyOf(keyNode)
      const keyAt = positionOf(keyNode.range[0])
      const earlier = entries.get(key)
      if (earlier) refuse(keyAt, `${key} is already given in line ${earlier.keyAt?.line}.`)
      else entries.set(key, { key, keyAt, value: visit(value) })
    }
    return { kind: 'map', entries: [...entries.values()], at }
  }

  function refuse(at: Position, text: string): Tree {
    if (problems.every(problem => problem.text !== text)) problems.push({ at, trail: [], text })
    return { kind: 'scalar', value: null }
  }

  const tree = visit(root)
  return problems.length > 0 ? { problems } : { tree }
}

function missingAnchor(anchor: string, anchors: readonly string[]): string {
  const best = closest(anchor, anchors)
  return `There is no anchor &${anchor} above.${best === undefined ? '' : ` Did you mean &${best}?`}`
}

interface Pair {
  readonly key: ParsedNode
  readonly value: ParsedNode | null
}

function scalarValue({ value, source, type }: Scalar): unknown {
  if (value instanceof Date) return isoText(value)
  if (typeof value !== 'bigint') return value
  if (type === 'PLAIN' && source !== undefined && /^[-+]?0\d/.test(source)) return source
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** As it is written: a column may be called 2019, 007 or null. */
export function keyOf(node: ParsedNode): string {
  if (!isScalar(node)) return String(node)
  return node.type === 'PLAIN' ? (node.source ?? String(node.value)) : String(node.value)
}
