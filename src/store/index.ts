import { existsSync } from 'node:fs'
import {
  type Artifact,
  type ArtifactStore,
  defaultProject,
  parseArtifactReference,
} from '../core/artifact.ts'
import { UserError } from '../core/errors.ts'
import type { RunHistory } from '../core/history.ts'
import { databaseFile } from './folder.ts'
import { LocalHistory } from './localHistory.ts'
import { LocalStore } from './localStore.ts'
import { locateStore } from './location.ts'

/** Where a store is looked for: `MLCHECK_HOME`, else `.mlcheck` in the working directory or above it. */
export interface StoreContext {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Called at most once, with a sentence, when the store is in a risky place. */
  readonly warn?: (text: string) => void
}

/** The store of a working directory. Neither opening nor reading creates it; the first `put` does. */
export function openStore({ cwd, env, warn = () => undefined }: StoreContext): ArtifactStore {
  return new LocalStore(locateStore(cwd, env), warn)
}

/** The history of a working directory. Neither opening nor reading creates it; the first `reserve` does. */
export function openHistory({ cwd, env, warn = () => undefined }: StoreContext): RunHistory {
  return new LocalHistory(locateStore(cwd, env), warn)
}

/** Whether a working directory has a store already. */
export function hasStore({ cwd, env }: StoreContext): boolean {
  return existsSync(databaseFile(locateStore(cwd, env)))
}

/** The project that a name without one belongs to: `MLCHECK_PROJECT`, or `default`. */
export function currentProject(env: StoreContext['env']): string {
  return env.MLCHECK_PROJECT || defaultProject
}

/** Whether a text names an artifact that the store has. */
export async function isKnown(text: string, context: StoreContext): Promise<boolean> {
  const store = openStore(context)
  try {
    await store.find(parseArtifactReference(text, currentProject(context.env)))
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  } finally {
    await store.close()
  }
}

/** The version that a reference meant when it was resolved, with its files under their original names. */
export interface ResolvedArtifact {
  readonly paths: readonly string[]
  readonly artifact: Pick<Artifact, 'project' | 'name' | 'version' | 'digest'>
  /** To be called when the files have been read. */
  readonly close: () => Promise<void>
}

/**
 * Finds `[project/]name[:alias|:vN]`, and checks the digests of its files.
 *
 * @throws UserError with exit code 2 when the text is no reference, 3 when it is unknown, expired or damaged
 */
export async function resolveArtifact(
  text: string,
  context: StoreContext & { readonly signal?: AbortSignal | undefined },
): Promise<ResolvedArtifact> {
  const store = openStore(context)
  const { signal } = context
  const reference = parseArtifactReference(text, currentProject(context.env))
  const { paths, artifact } = await store
    .open(reference, signal ? { signal } : {})
    .catch(async (error: unknown) => {
      await store.close()
      throw error
    })
  const { project, name, version, digest } = artifact
  return { paths, artifact: { project, name, version, digest }, close: () => store.close() }
}
