import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError, unreadable } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import type { Datasets } from '../run/session.ts'
import { MergedRelation } from '../run/states/merged.ts'
import type { Saved } from '../run/states/saved.ts'
import { saysMore, type State } from '../run/states/state.ts'
import type { Io } from './io.ts'
import { isGlob } from './resolve.ts'
import { readStates, stateFilesIn } from './stateFiles.ts'

/**
 * The datasets whose states folders, files and globs hold: the partitions as one sample, and the reference.
 *
 * @param referenceFile the states of the reference, where there are those of several
 * @throws UserError when states cannot be read, would be counted twice, or do not belong together
 */
export async function mergedDatasets(
  named: readonly string[],
  referenceFile: string | undefined,
  io: Io,
): Promise<Datasets> {
  const paths = new Set<string>()
  for (const name of named) for (const path of await pathsOf(name, io)) paths.add(path)
  const saved: Saved[] = []
  for (const path of paths) saved.push(await readStates(path, io))
  const parts = saved.filter(({ role }) => role === 'sample')
  if (parts.length === 0)
    throw unreadable(`There are no states of a sample in ${formatList(named)}.`, {
      hint: 'mlcheck check --sample REF --states DIR saves them.',
    })
  assertDistinct(parts)
  const references = referenceFile
    ? [await readStates(resolve(io.cwd, referenceFile), io)]
    : saved.filter(({ role }) => role === 'reference')
  const reference = sameReference(references)
  return {
    sample: new MergedRelation(parts, named.join(' ')),
    ...(reference && { reference: new MergedRelation([reference], reference.info.label) }),
  }
}

async function pathsOf(name: string, io: Io): Promise<readonly string[]> {
  const path = resolve(io.cwd, name)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return stateFilesIn(path)
  if (found) return [path]
  if (isGlob(name)) {
    const { glob } = await import('tinyglobby')
    const paths = await glob(name, { cwd: io.cwd, absolute: true, expandDirectories: false, dot: true })
    if (paths.length > 0) return paths.sort()
    throw unreadable(`No file matches ${name}.`, {
      hint: `Looked in ${io.cwd}. Quote the pattern so that the shell leaves it alone.`,
    })
  }
  throw unreadable(`There is no file or folder ${name}.`, {
    hint: 'mlcheck check --states DIR writes states into a folder.',
  })
}

/** @throws UserError naming two files about the same data */
function assertDistinct(parts: readonly Saved[]): void {
  const known = new Map<string, Saved>()
  for (const part of parts)
    for (const key of [`name ${part.partition}`, `data ${part.identity}`]) {
      const other = known.get(key)
      if (other !== undefined && other !== part)
        throw new UserError(
          `${other.file} and ${part.file} are both about ${part.partition === other.partition ? part.partition : `the same bytes, ${other.partition} and ${part.partition}`}, which would count twice.`,
          { hint: 'Leave one of them out.' },
        )
      known.set(key, part)
    }
}

/** The states of the one reference that there are states of. */
function sameReference(references: readonly Saved[]): Saved | undefined {
  const [first, ...others] = references
  if (first === undefined) return undefined
  if (others.some(({ identity }) => identity !== first.identity))
    throw new UserError(
      `There are states of several references: ${formatList(references.map(({ partition, file }) => `${partition} in ${file}`))}.`,
      { hint: 'Choose one with --reference-states FILE.' },
    )
  const stateOf = (key: string) =>
    references.reduce<State | undefined>((so, { stateOf }) => {
      const state = stateOf(key)
      return state && saysMore(state, so) ? state : so
    }, undefined)
  return { ...first, stateOf }
}
