import { UserError } from '../../core/errors.ts'
import { childOf, closestKey, nodeAt, withChild } from './keys.ts'
import { replaced } from './merge.ts'
import { type ConfigMap, type ConfigNode, emptyMap, isMissing, plainData } from './node.ts'
import { type Override, plainValueOf } from './override.ts'
import { overrideValueText } from './override-text.ts'

/**
 * The configuration after an override of a value.
 *
 * @throws UserError when the key is unknown and not added, or known and added, or is a config group that does not exist
 */
export function applied(root: ConfigMap, override: Override): ConfigMap {
  const { action, key, package: where, text } = override
  if (where !== undefined)
    throw new UserError(`${text} looks like an override of a config group, and there is no group ${key}.`)
  const path = key.split('.')
  if (action === 'remove') return rooted(removed(root, path, override, root), root)
  const value = plainValueOf(override)
  if (!value) return root
  if (action === 'add') ensureAbsent(root, path, value, text)
  const change = { root, override, mayAdd: action !== 'change', path }
  return rooted(changed(root, 0, value, change), root)
}

interface Change {
  readonly root: ConfigMap
  readonly override: Override
  readonly mayAdd: boolean
  readonly path: readonly string[]
}

function changed(node: ConfigNode, depth: number, value: ConfigNode, change: Change): ConfigNode {
  const { path, mayAdd } = change
  const key = path[depth] ?? ''
  const child = childOf(node, key)
  if (child === undefined && !(mayAdd && node.kind === 'map')) throw unknown(node, change)
  if (depth < path.length - 1) {
    const next = child === undefined || child.kind === 'scalar' ? emptyMap : child
    return withChild(node, key, changed(next, depth + 1, value, change))
  }
  const isPlain = child === undefined || child.kind === 'scalar' || value.kind === 'scalar'
  const refuse = mayAdd
    ? undefined
    : (newPath: readonly string[]) => {
        throw unknown(node, change, newPath)
      }
  return withChild(node, key, isPlain ? value : replaced(child, value, path, refuse))
}

/** Lists and mappings are merged into what is there; a null or a `???` may be given a value. */
function ensureAbsent(root: ConfigMap, path: readonly string[], value: ConfigNode, text: string): void {
  const existing = nodeAt(root, path)
  if (existing === undefined || value.kind !== 'scalar' || isMissing(existing)) return
  if (existing.kind === 'scalar' && existing.value === null) return
  throw new UserError(`Could not append to config. An item is already at ${path.join('.')}.`, {
    hint: `Use ${text.slice(1)} to change it, or +${text} to add or override it.`,
  })
}

function removed(node: ConfigNode, path: readonly string[], override: Override, root: ConfigMap): ConfigNode {
  const [key = '', ...rest] = path
  const child = childOf(node, key)
  if (child === undefined) {
    const best = closestKey(override.key, root)
    throw new UserError(`${override.text}: Could not delete from config. ${override.key} does not exist.`, {
      hint: best === undefined ? undefined : `Did you mean ${best}?`,
    })
  }
  if (rest.length > 0) return withChild(node, key, removed(child, rest, override, root))
  if (node.kind !== 'map')
    throw new UserError(
      `${override.text}: Could not delete from config. ${override.key} is an item of a list.`,
      {
        hint: 'Give the whole list instead: key=[…].',
      },
    )
  ensureValue(child, override)
  return { ...node, entries: new Map([...node.entries].filter(([other]) => other !== key)) }
}

function ensureValue(existing: ConfigNode, override: Override): void {
  const wanted = plainValueOf(override)
  if (wanted === undefined || (wanted.kind === 'scalar' && wanted.value === null)) return
  if (dataText(wanted) === dataText(existing)) return
  const shown = [existing, wanted].map(node => overrideValueText(node)).join(' and not ')
  throw new UserError(
    `${override.text}: Could not delete from config. The value of ${override.key} is ${shown}.`,
  )
}

function dataText(node: ConfigNode): string {
  return JSON.stringify(plainData(node), (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}

function unknown(
  node: ConfigNode,
  { root, override }: Change,
  path: readonly string[] = override.key.split('.'),
): UserError {
  const { key, text, action } = override
  if (node.kind === 'list')
    return new UserError(`Could not override ${key}. The list has ${node.items.length} items.`, {
      hint: 'Give the whole list instead: key=[…].',
    })
  const wanted = path.join('.')
  const best = closestKey(wanted, root)
  const guess = best === undefined ? '' : `Did you mean ${best}? `
  return new UserError(`Could not override ${key}. There is no key ${wanted} in the config.`, {
    hint: action === 'change' ? `${guess}To append to your config use +${text}.` : guess,
  })
}

function rooted(node: ConfigNode, root: ConfigMap): ConfigMap {
  return node.kind === 'map' ? node : root
}
