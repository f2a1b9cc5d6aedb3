import { relative } from 'node:path'
import type { Check, Suite } from '../core/suite.ts'
import { didYouMean } from '../core/suggest.ts'
import type { Problem } from './problem.ts'
import { isBlank, type Position, type Tree } from './tree.ts'

/** A text of a suite, and where it stands. */
export interface Named {
  readonly text: string
  readonly at?: Position
}

type Report = (problem: Problem) => void

/** The files that a suite says it extends, as it writes them. */
export function extendedFiles(tree: Tree, report: Report): readonly Named[] {
  const entry = tree.kind === 'map' ? tree.entries.find(({ key }) => key === 'extends') : undefined
  return entry
    ? texts(entry.value, 'extends', 'The files to extend stand here, relative to this one.', report)
    : []
}

/** The ids of `remove`. */
export function removedIds(tree: Tree | undefined, report: Report): readonly Named[] {
  return tree ? texts(tree, 'remove', 'A list of the ids of checks belongs here.', report) : []
}

function texts(tree: Tree, key: string, expected: string, report: Report): readonly Named[] {
  if (isBlank(tree)) return []
  const items = tree.kind === 'list' ? tree.items : [tree]
  return items.flatMap(({ at, ...item }) => {
    if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '')
      return [{ text: item.value, at }]
    report({ at, trail: [key], text: expected })
    return []
  })
}

/**
 * The checks of suites and those of the one that extends them: of checks with the same id the last one is left, in the
 * place of the first.
 */
export function extendedChecks(
  bases: readonly Suite[],
  own: readonly Check[],
  removed: readonly Named[],
  report: Report,
): readonly Check[] {
  const checks = new Map<string, Check>()
  for (const base of bases) for (const check of base.checks) checks.set(check.id, check)
  const ids = [...checks.keys()]
  for (const { text, at } of removed)
    if (!checks.delete(text))
      report({
        at,
        trail: ['remove'],
        text: `There is no check ${text} to remove. ${didYouMean(text, ids, 'Inherited checks are')}`,
      })
  for (const check of own) checks.set(check.id, check)
  return [...checks.values()]
}

/** The problem of a file that extends itself by way of others, if it does. */
export function circleText(path: string, chain: readonly string[], folder: string): string | undefined {
  const start = chain.indexOf(path)
  if (start < 0) return undefined
  const names = [...chain.slice(start), path].map(file => relative(folder, file))
  return `The suites extend each other in a circle: ${names.join(', ')}.`
}
