import { type Artifact, type ArtifactStore, parseArtifactReference } from '../core/artifact.ts'
import { LocalStore } from './localStore.ts'
import { locateStore } from './location.ts'

/**
 * The artifact store of a working directory. Neither opening nor reading creates it; the first `put` does.
 *
 * @param warn called at most once, with a sentence, when the store is in a risky place
 */
export function openStore({
  cwd,
  env,
  warn = () => undefined,
}: {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly warn?: (text: string) => void
}): ArtifactStore {
  return new LocalStore(locateStore(cwd, env), warn)
}

/** Readable files with their original names, and the fixed version that `text` means at this moment. */
export async function resolveArtifact(
  store: ArtifactStore,
  text: string,
  project?: string,
): Promise<{
  readonly paths: readonly string[]
  readonly artifact: Pick<Artifact, 'project' | 'name' | 'version' | 'digest'>
}> {
  const { paths, artifact } = await store.open(parseArtifactReference(text, project))
  const { name, version, digest } = artifact
  return { paths, artifact: { project: artifact.project, name, version, digest } }
}
