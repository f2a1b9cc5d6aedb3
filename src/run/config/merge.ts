import { UserError } from '../../core/errors.ts'
import { type ConfigMap, type ConfigNode, isMissing, mapOf, placePrefix } from './node.ts'

/** What to do about a key that the first mapping does not have; may throw. */
export type OnNewKey = (path: readonly string[]) => void

/**
 * Both mappings as one; where both have a value, the second one's counts. Mappings within are merged, lists are
 * replaced, and `???` replaces nothing.
 *
 * @param path where the mappings are
 * @throws UserError when a list meets a mapping
 */
export function merged(
  first: ConfigMap,
  second: ConfigMap,
  path: readonly string[] = [],
  onNewKey?: OnNewKey,
): ConfigMap {
  const entries = new Map(first.entries)
  for (const [key, value] of second.entries) {
    const earlier = entries.get(key)
    if (earlier === undefined) onNewKey?.([...path, key])
    entries.set(key, earlier ? replaced(earlier, value, [...path, key], onNewKey) : value)
  }
  return { ...first, entries }
}

/** The later value, merged with the earlier one where both are mappings. */
export function replaced(
  earlier: ConfigNode,
  later: ConfigNode,
  path: readonly string[],
  onNewKey?: OnNewKey,
): ConfigNode {
  if (isMissing(later)) return earlier
  if (earlier.kind === 'scalar' || later.kind === 'scalar') return later
  if (earlier.kind !== later.kind) {
    const [was, is] = later.kind === 'list' ? ['mapping', 'list'] : ['list', 'mapping']
    throw new UserError(
      `${placePrefix(later.at)}${path.join('.')} is a ${was} and cannot be merged with a ${is}.`,
    )
  }
  return earlier.kind === 'map' && later.kind === 'map' ? merged(earlier, later, path, onNewKey) : later
}

/** The content below a dotted key: `{ a: { b: content } }` for `a.b`. */
export function embedded(content: ConfigMap, dottedKey: string): ConfigMap {
  const parts = dottedKey === '' ? [] : dottedKey.split('.')
  return parts.reduceRight((inner, part) => mapOf([[part, inner]]), content)
}
