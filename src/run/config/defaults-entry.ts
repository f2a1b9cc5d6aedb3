import { UserError } from '../../core/errors.ts'
import { type ConfigNode, placePrefix } from './node.ts'
import { type ConfigFile, rootOf } from './source.ts'

/** One item of a defaults list. */
export type DefaultsEntry = SelfEntry | FileEntry | GroupEntry

/** `_self_`: the place of the file's own content among its defaults. */
interface SelfEntry {
  readonly kind: 'self'
}

/** `- base`, `- /db/base@backup`. */
export interface FileEntry {
  readonly kind: 'file'
  readonly path: string
  readonly package?: string
  readonly optional?: boolean
  /** Begins messages about the entry: `config.yaml:2:5: `. */
  readonly origin: string
}

/** `- db: mysql`, `- optional db@backup: [base, mysql]`, `- override db: null`. */
export interface GroupEntry {
  readonly kind: 'group'
  readonly group: string
  readonly package?: string
  /** `null` chooses nothing. */
  readonly value: string | null | readonly string[]
  readonly optional?: boolean
  readonly override?: boolean
  /** Whether the command line adds it: `+db=mysql`. */
  readonly appended?: boolean
  readonly origin: string
}

/**
 * The defaults list of a file, with `_self_` where it counts: last, unless it is given.
 *
 * @throws UserError when an item cannot be one
 */
export function readDefaults(file: ConfigFile): readonly DefaultsEntry[] {
  const list = rootOf(file).entries.get('defaults')
  if (list === undefined) return []
  if (list.kind !== 'list') throw new UserError(`${placePrefix(list.at)}The defaults have to be a list.`)
  const entries = list.items.map(readEntry)
  if (entries.filter(({ kind }) => kind === 'self').length > 1)
    throw new UserError(`${placePrefix(list.at)}The defaults list has _self_ more than once.`)
  return entries
}

function readEntry(item: ConfigNode): DefaultsEntry {
  const origin = placePrefix(item.at)
  if (item.kind === 'scalar' && typeof item.value === 'string') {
    if (item.value === '_self_') return { kind: 'self' }
    const [path, where] = splitPackage(item.value)
    return { kind: 'file', path, ...where, origin }
  }
  const [pair, ...others] = item.kind === 'map' ? item.entries : []
  if (!pair || others.length > 0)
    throw new UserError(`${origin}An item of a defaults list is a file, _self_ or one pair group: option.`)
  return groupEntry(pair[0], pair[1], origin)
}

function groupEntry(key: string, value: ConfigNode, origin: string): GroupEntry {
  const words = key.trim().split(/\s+/)
  const [group, where] = splitPackage(words.pop() ?? '')
  const unknown = words.find(word => word !== 'optional' && word !== 'override')
  if (unknown !== undefined || group === '')
    throw new UserError(`${origin}${key} is no group of a defaults list.`, {
      hint: 'Write group: option, with override or optional before it where needed.',
    })
  return {
    kind: 'group',
    group,
    ...where,
    value: optionsOf(value, origin),
    optional: words.includes('optional'),
    override: words.includes('override'),
    origin,
  }
}

/** @throws UserError when it is neither text nor a list of texts nor null */
export function optionsOf(value: ConfigNode, origin: string): GroupEntry['value'] {
  if (value.kind === 'scalar' && (value.value === null || typeof value.value === 'string')) return value.value
  const items = value.kind === 'list' ? value.items : [value]
  return items.map(item => {
    if (item.kind === 'scalar' && typeof item.value === 'string') return item.value
    throw new UserError(`${origin}The option of a group has to be text or a list of texts.`, {
      hint: 'Put a name that looks like a number or a boolean in quotes.',
    })
  })
}

function splitPackage(text: string): readonly [string, { readonly package?: string }] {
  const [name = '', where] = text.split('@')
  return [name, where === undefined ? {} : { package: where }]
}
