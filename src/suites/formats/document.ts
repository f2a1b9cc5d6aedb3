import { isBlank, type Tree, type TreeEntry } from '../tree.ts'
import type { Source, SuiteDraft } from './draft.ts'

/** The value of a key; `undefined` where there is none or it is null. */
export function field(tree: Tree, key: string): Tree | undefined {
  const value = tree.kind === 'map' ? tree.entries.find(entry => entry.key === key)?.value : undefined
  return value && isBlank(value) ? undefined : value
}

/** The text of a key; `undefined` for everything else. */
export function textField(tree: Tree, key: string): string | undefined {
  const value = field(tree, key)
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

/** The entries of a part that ought to be a map; one that is not is left out. */
export function entriesOf(
  tree: Tree | undefined,
  trail: Source['trail'],
  draft: SuiteDraft,
): readonly TreeEntry[] {
  if (tree === undefined || tree.kind === 'map') return tree?.entries ?? []
  draft.leaveOut({ trail, at: tree.at }, 'it is no map of names to values.')
  return []
}

/** The items of a part that ought to be a list; one that is not is left out. */
export function itemsOf(tree: Tree | undefined, trail: Source['trail'], draft: SuiteDraft): readonly Tree[] {
  if (tree === undefined || tree.kind === 'list') return tree?.items ?? []
  draft.leaveOut({ trail, at: tree.at }, 'it is no list.')
  return []
}

/** A part that ought to be a name; one that is not is left out. */
export function nameOf(tree: Tree | undefined, { trail, at }: Source, draft: SuiteDraft): string | undefined {
  if (tree?.kind === 'scalar' && typeof tree.value === 'string' && tree.value !== '') return tree.value
  // Numbers are names too where they were not quoted: a column 2019.
  if (tree?.kind === 'scalar' && ['number', 'bigint', 'boolean'].includes(typeof tree.value))
    return String(tree.value)
  draft.leaveOut({ trail, at: tree?.at ?? at }, 'it has no name.')
  return undefined
}

/** Any value as a text, for names and sentences. */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))
}
