import { isBlank, type Tree, type TreeEntry } from '../tree.ts'
import { field, textField } from './document.ts'
import type { Source, SuiteDraft } from './draft.ts'

/** What a schema says at one place, with all that it refers to. */
export interface Expanded {
  readonly entries: readonly TreeEntry[]
  /** Whether an alternative allows null beside what the entries say. */
  readonly orNull: boolean
}

/**
 * The keywords of a schema together with those of `$ref` and `allOf`, which hold beside them. Of two alternatives of
 * which one is null, the other.
 */
export function expanded(schema: Tree, document: Tree, trail: Source['trail'], draft: SuiteDraft): Expanded {
  const entries: TreeEntry[] = []
  const visited = new Set<Tree>()
  let orNull = false
  const visit = (part: Tree): void => {
    // What holds twice holds once, also where a schema refers to itself.
    if (visited.has(part)) return
    visited.add(part)
    if (part.kind !== 'map') {
      if (part.kind !== 'scalar' || part.value !== true)
        draft.leaveOut({ trail, at: part.at }, 'it is no schema.')
      return
    }
    for (const entry of part.entries) {
      const { key, keyAt: at, value } = entry
      const alternative = key === 'anyOf' || key === 'oneOf' ? besideNull(value) : undefined
      if (key === '$ref') {
        const target = targetOf(value, document)
        if (target) visit(target)
        else draft.leaveOut({ trail: [...trail, key], at }, 'it leads out of the document, or nowhere.')
      } else if (key === 'allOf' && value.kind === 'list') for (const item of value.items) visit(item)
      else if (alternative) {
        orNull = true
        visit(alternative)
      } else entries.push(entry)
    }
  }
  visit(schema)
  return { entries, orNull }
}

/** What a JSON pointer within the document names. */
function targetOf(reference: Tree, document: Tree): Tree | undefined {
  if (reference.kind !== 'scalar' || typeof reference.value !== 'string') return undefined
  if (!/^#(\/|$)/.test(reference.value)) return undefined
  const path = reference.value.split('/').slice(1)
  return path.reduce<Tree | undefined>((tree, part) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (tree?.kind === 'list') return tree.items[Number(key)]
    return tree && field(tree, key)
  }, document)
}

/** The one alternative beside null. */
function besideNull(alternatives: Tree): Tree | undefined {
  if (alternatives.kind !== 'list' || alternatives.items.length !== 2) return undefined
  const others = alternatives.items.filter(item => textField(item, 'type') !== 'null')
  return others.length === 1 && others[0] && !isBlank(others[0]) ? others[0] : undefined
}
