import type { Artifact, ArtifactFile } from '../core/artifact.ts'
import { type Difference, differing } from './runs.ts'

/** A file that is not the same in two versions; `before` or `after` is absent where one has no such file. */
export interface FileDifference {
  readonly path: string
  readonly before?: ArtifactFile
  readonly after?: ArtifactFile
}

export interface ArtifactDifference {
  /** Sorted by path. */
  readonly files: readonly FileDifference[]
  readonly metadata: readonly Difference[]
}

/** What two versions have not in common. A file whose bytes moved to another path is removed and added. */
export function artifactDifference(before: Artifact, after: Artifact): ArtifactDifference {
  const older = new Map(before.files.map(file => [file.path, file]))
  const newer = new Map(after.files.map(file => [file.path, file]))
  const paths = [...new Set([...older.keys(), ...newer.keys()])].sort()
  const files = paths.flatMap(path => {
    const [one, other] = [older.get(path), newer.get(path)]
    if (one?.digest === other?.digest) return []
    return [{ path, ...(one && { before: one }), ...(other && { after: other }) }]
  })
  const facts = ({ metadata }: Artifact) => new Map(Object.entries(metadata))
  return { files, metadata: differing(facts(before), facts(after)) }
}
