import {
  type Artifact,
  type ArtifactStore,
  defaultProject,
  parseArtifactReference,
} from '../core/artifact.ts'
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

/** The project that a name without one belongs to: `MLCHECK_PROJECT`, or `default`. */
export function currentProject(env: StoreContext['env']): string {
  return env.MLCHECK_PROJECT || defaultProject
}

/**
 * The version that `[project/]name[:alias|:vN]` means at this moment, and its files under their original names,
 * their digests checked. Close the store when the files have been read.
 *
 * @throws UserError with exit code 2 when the text is no reference, 3 when it is unknown or damaged
 */
export async function resolveArtifact(
  store: ArtifactStore,
  text: string,
  project?: string,
): Promise<{
  readonly paths: readonly string[]
  readonly artifact: Pick<Artifact, 'project' | 'name' | 'version' | 'digest'>
}> {
  const { paths, artifact } = await store.open(parseArtifactReference(text, project || defaultProject))
  const { name, version, digest } = artifact
  return { paths, artifact: { project: artifact.project, name, version, digest } }
}
