/** Where something stands in a suite file; both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** What a suite consists of, whichever way it was written. Only files have positions. */
export type Tree = TreeMap | TreeList | TreeScalar

export interface TreeMap {
  readonly kind: 'map'
  readonly entries: readonly TreeEntry[]
  readonly at?: Position
}

export interface TreeEntry {
  readonly key: string
  readonly keyAt?: Position
  readonly value: Tree
}

interface TreeList {
  readonly kind: 'list'
  readonly items: readonly Tree[]
  readonly at?: Position
}

export interface TreeScalar {
  readonly kind: 'scalar'
  readonly value: unknown
  readonly at?: Position
}

export const emptyMap: TreeMap = { kind: 'map', entries: [] }

/** Plain objects become maps, arrays lists, everything else scalars; properties that are `undefined` are absent. */
export function treeFromObject(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeFromObject) }
  if (!isPlainObject(value)) return { kind: 'scalar', value }
  const entries = Object.entries(value)
    .filter(([, property]) => property !== undefined)
    .map(([key, property]) => ({ key, value: treeFromObject(property) }))
  return { kind: 'map', entries }
}

/** The tree as plain data. */
export function plainValue(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value
  if (tree.kind === 'list') return tree.items.map(plainValue)
  // `fromEntries` defines properties, so that a key `__proto__` is a key like any other.
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plainValue(value)]))
}

/** The position of the deepest part of a path that the tree has. */
export function positionAt(tree: Tree, path: readonly PropertyKey[]): Position | undefined {
  const [head, ...rest] = path
  const part =
    tree.kind === 'map'
      ? tree.entries.find(entry => entry.key === head)?.value
      : tree.kind === 'list' && typeof head === 'number'
        ? tree.items[head]
        : undefined
  return (part && positionAt(part, rest)) ?? tree.at
}

/** Whether nothing was written: `price:` with no value behind the colon. */
export function isBlank(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null
}

/** The tree with each scalar replaced. */
export function mapScalars(tree: Tree, replace: (scalar: TreeScalar) => TreeScalar): Tree {
  if (tree.kind === 'scalar') return replace(tree)
  if (tree.kind === 'list') return { ...tree, items: tree.items.map(item => mapScalars(item, replace)) }
  const entries = tree.entries.map(entry => ({ ...entry, value: mapScalars(entry.value, replace) }))
  return { ...tree, entries }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
