/** Where something stands in a configuration file; line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A part of a configuration. What an override made has no place. */
export type ConfigNode = ConfigMap | ConfigList | ConfigScalar

export interface ConfigMap {
  readonly kind: 'map'
  /** In the order they are written. */
  readonly entries: ReadonlyMap<string, ConfigNode>
  readonly at?: Place
}

interface ConfigList {
  readonly kind: 'list'
  readonly items: readonly ConfigNode[]
  readonly at?: Place
}

export interface ConfigScalar {
  readonly kind: 'scalar'
  /** Whole numbers beyond 2^53 are `bigint`. */
  readonly value: Scalar
  /** Whether a number is written as a float: `1.0` and `1` are different text. */
  readonly float?: boolean
  /** The quotes an override gives text in. */
  readonly quote?: '"' | "'"
  readonly at?: Place
}

export type Scalar = null | boolean | number | bigint | string

/** What stands for a value that has to be given: `path: ???`. */
export const missingValue = '???'

/** Lists, mappings, calls and dotted keys go no deeper than this, in files and in overrides. */
export const mostNesting = 100

export function scalar(value: Scalar): ConfigScalar {
  return { kind: 'scalar', value }
}

export function mapOf(entries: Iterable<readonly [string, ConfigNode]>, at?: Place): ConfigMap {
  return { kind: 'map', entries: new Map(entries), ...(at && { at }) }
}

export const emptyMap: ConfigMap = mapOf([])

/** Plain objects become maps, arrays lists, everything else scalars. */
export function nodeFromData(data: PlainData): ConfigNode {
  if (Array.isArray(data)) return { kind: 'list', items: data.map(nodeFromData) }
  if (typeof data !== 'object' || data === null) return scalar(data as Scalar)
  return mapOf(Object.entries(data).map(([key, value]) => [key, nodeFromData(value)]))
}

/** What JSON can say, and wide whole numbers. */
export type PlainData = Scalar | readonly PlainData[] | { readonly [key: string]: PlainData }

/** The node as plain data. Objects keep the order of keys, but for keys that are whole numbers: those come first. */
export function plainData(node: ConfigNode): PlainData {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainData)
  // `fromEntries` defines properties, so that a key `__proto__` is a key like any other.
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainData(value)]))
}

export function isMissing(node: ConfigNode): boolean {
  return node.kind === 'scalar' && node.value === missingValue
}

/** `conf/config.yaml:3:8: `, or nothing for a node without a place. */
export function placePrefix(at: Place | undefined): string {
  return at ? `${at.file}:${at.line}:${at.column}: ` : ''
}
