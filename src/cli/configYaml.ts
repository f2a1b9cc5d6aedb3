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
import { UserError } from '../core/errors.ts'
import {
  type ConfigNode,
  type ConfigScalar,
  mapOf,
  mostNesting,
  type Place,
  placePrefix,
  scalar,
} from '../run/config/node.ts'
import type { ConfigFile } from '../run/config/source.ts'
import { floatScalar, narrow } from '../run/config/words.ts'
import { keyOf } from '../suites/yaml.ts'

/** More than this come only from aliases of aliases of aliases, which grow exponentially. */
const mostParts = 100_000

/**
 * A YAML 1.1 file as Hydra reads it: `yes` is true, `1e-3` is a float, dates are text, `<<` merges. Keys are text as
 * they are written.
 *
 * @param name as messages call the file
 * @throws UserError with the line and the column of what is no YAML
 */
export function configFromYaml(text: string, name: string): ConfigFile {
  const lineCounter = new LineCounter()
  const placeOf = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset)
    return { file: name, line, column: col }
  }
  const source = text.replace(/^\uFEFF/, '')
  const header = packageOf(source)
  const document = parseDocument(source, {
    version: '1.1',
    lineCounter,
    prettyErrors: false,
    intAsBigInt: true,
  })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) throw new UserError(`${placePrefix(placeOf(problem.pos[0]))}${sentence(problem.message)}`)
  const root = new Converter(placeOf).convert(document.contents)
  return { name, root, ...(header !== undefined && { package: header }) }
}

/** From the header of a file: `# @package _global_`, among the comments before anything else. */
function packageOf(source: string): string | undefined {
  for (const line of source.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const [comment, where] = /^\s*#\s*@package\s+(\S+)\s*$/.exec(line) ?? []
    if (where !== undefined) return where
    if (comment === undefined && !/^\s*#\s*@/.test(line)) return undefined
  }
  return undefined
}

class Converter {
  private readonly placeOf: (offset: number) => Place
  private readonly anchors = new Map<string, ParsedNode>()
  private readonly expanding = new Set<ParsedNode>()
  private parts = 0
  private depth = 0

  constructor(placeOf: (offset: number) => Place) {
    this.placeOf = placeOf
  }

  convert(node: ParsedNode | null): ConfigNode {
    if (node === null) return scalar(null)
    const at = this.placeOf(node.range[0])
    if (++this.parts > mostParts)
      throw refused(at, 'The file has too many parts, aliases counted as often as they occur.')
    if (++this.depth > mostNesting) throw refused(at, `The file goes deeper than ${mostNesting} levels.`)
    if (!isAlias(node) && node.anchor !== undefined) this.anchors.set(node.anchor, node)
    const converted = this.part(node, at)
    this.depth--
    return converted
  }

  private part(node: ParsedNode, at: Place): ConfigNode {
    if (isAlias(node)) return this.expand(node.source, at)
    if (isScalar(node)) return { ...scalarOf(node), at }
    if (isSeq<ParsedNode>(node))
      return { kind: 'list', items: node.items.map(item => this.convert(item)), at }
    return isMap<ParsedNode, ParsedNode | null>(node) ? this.map(node.items, at) : scalar(null)
  }

  private expand(anchor: string, at: Place): ConfigNode {
    const target = this.anchors.get(anchor)
    if (!target) throw refused(at, `There is no anchor &${anchor} above.`)
    if (this.expanding.has(target)) throw refused(at, `The alias *${anchor} contains itself.`)
    this.expanding.add(target)
    const converted = this.convert(target)
    this.expanding.delete(target)
    return converted
  }

  /** Keys from `<<` come first, as in PyYAML; the mapping's own keys count more. */
  private map(pairs: readonly Pair[], at: Place): ConfigNode {
    const own = pairs
      .filter(({ key }) => !isMergeKey(key))
      .map(({ key, value }) => [keyOf(key), this.valueAt(key, value)] as const)
    const inherited = pairs.filter(({ key }) => isMergeKey(key)).flatMap(({ value }) => this.inherited(value))
    return mapOf([...inherited.reverse().flatMap(entries => [...entries]), ...own], at)
  }

  private inherited(node: ParsedNode | null): ReadonlyMap<string, ConfigNode>[] {
    const value = this.convert(node)
    const maps = value.kind === 'list' ? value.items : [value]
    return maps.map(map => {
      if (map.kind === 'map') return map.entries
      throw refused(map.at, 'The key << takes a mapping or a list of mappings.')
    })
  }

  /** A key without a value has the place of the key. */
  private valueAt(key: ParsedNode, value: ParsedNode | null): ConfigNode {
    return value === null ? { ...scalar(null), at: this.placeOf(key.range[0]) } : this.convert(value)
  }
}

interface Pair {
  readonly key: ParsedNode
  readonly value: ParsedNode | null
}

function scalarOf({ value, source, type }: Scalar): ConfigScalar {
  // PyYAML takes these for text, the yaml package does not.
  if (type === 'PLAIN' && source !== undefined && /^(?:[yn]|[-+]?0[\d_]*[89][\d_]*)$/i.test(source))
    return scalar(source)
  if (typeof value === 'bigint') return scalar(narrow(value))
  if (typeof value === 'number') return floatScalar(value)
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return scalar(value)
  // Dates are text for Hydra.
  return scalar(type === 'PLAIN' && source !== undefined ? source : String(value))
}

function isMergeKey(node: ParsedNode): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.source === '<<'
}

function refused(at: Place | undefined, text: string): UserError {
  return new UserError(`${placePrefix(at)}${text}`)
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
