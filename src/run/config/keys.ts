import { closest } from '../../core/suggest.ts'
import type { ConfigMap, ConfigNode } from './node.ts'

/** The part that a mapping or a list has under a key, or an index. */
export function childOf(node: ConfigNode, key: string): ConfigNode | undefined {
  if (node.kind === 'map') return node.entries.get(key)
  return node.kind === 'list' && /^\d+$/.test(key) ? node.items[Number(key)] : undefined
}

/** The part at a path, or `undefined`. */
export function nodeAt(root: ConfigNode, path: readonly string[]): ConfigNode | undefined {
  let node: ConfigNode | undefined = root
  for (const key of path) node = node && childOf(node, key)
  return node
}

/** The node with another value for a key that a mapping may or a list does have. */
export function withChild(node: ConfigNode, key: string, value: ConfigNode): ConfigNode {
  if (node.kind === 'map') return { ...node, entries: new Map(node.entries).set(key, value) }
  if (node.kind === 'scalar') return node
  return { ...node, items: node.items.map((item, index) => (index === Number(key) ? value : item)) }
}

/**
 * The dotted key of the configuration that was most likely meant: the same parts in another order, the closest
 * spelling, or the one that ends alike. `undefined` when nothing comes near.
 */
export function closestKey(wanted: string, root: ConfigMap): string | undefined {
  const keys = dottedKeys(root)
  const sortedParts = (key: string) => key.split('.').sort().join('.')
  const lastPart = (key: string) => key.slice(key.lastIndexOf('.') + 1)
  const alike = keys.filter(key => lastPart(key) === lastPart(wanted))
  return (
    keys.find(key => sortedParts(key) === sortedParts(wanted)) ??
    withMostCommonParts(wanted, alike) ??
    closest(wanted, keys) ??
    alike[0]
  )
}

function withMostCommonParts(wanted: string, keys: readonly string[]): string | undefined {
  const parts = wanted.split('.')
  const common = (key: string) => key.split('.').filter(part => parts.includes(part)).length
  const best = Math.max(1, ...keys.map(common))
  return best > 1 ? keys.find(key => common(key) === best) : undefined
}

/** Looking for a better key among more than this takes longer than the message is worth. */
const mostKeys = 2_000

function dottedKeys(root: ConfigMap): readonly string[] {
  const keys: string[] = []
  const visit = (node: ConfigNode, path: string) => {
    if (node.kind !== 'map') return
    for (const [key, value] of node.entries) {
      if (keys.length >= mostKeys) return
      keys.push(path + key)
      visit(value, `${path}${key}.`)
    }
  }
  visit(root, '')
  return keys
}
