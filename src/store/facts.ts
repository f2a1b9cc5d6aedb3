import type { Artifact, ArtifactChanges } from '../core/artifact.ts'
import { checkedMetadata, checkedTags } from '../core/artifactFacts.ts'
import { UserError } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'

/**
 * The facts of a version after a change.
 *
 * @throws UserError when what is to be taken away is not there, or what is added cannot be stored
 */
export function edited(
  artifact: Artifact,
  changes: ArtifactChanges,
): Pick<Artifact, 'description' | 'metadata' | 'tags' | 'timeToLive'> {
  const { withoutMetadata = [], withoutTags = [], timeToLive } = changes
  assertKnown(artifact, 'metadata', withoutMetadata, Object.keys(artifact.metadata))
  assertKnown(artifact, 'tag', withoutTags, artifact.tags)
  const kept = Object.entries(artifact.metadata).filter(([key]) => !withoutMetadata.includes(key))
  const seconds = timeToLive === undefined ? artifact.timeToLive : timeToLive
  return {
    description: changes.description ?? artifact.description,
    metadata: checkedMetadata({ ...Object.fromEntries(kept), ...changes.metadata }),
    tags: checkedTags([...artifact.tags.filter(tag => !withoutTags.includes(tag)), ...(changes.tags ?? [])]),
    ...(typeof seconds === 'number' && { timeToLive: seconds }),
  }
}

function assertKnown(
  { name, version }: Artifact,
  kind: string,
  wanted: readonly string[],
  known: readonly string[],
): void {
  const unknown = wanted.find(each => !known.includes(each))
  if (unknown === undefined) return
  throw new UserError(`${name}:${version} has no ${kind} ${unknown}.`, {
    hint: didYouMean(unknown, known, 'It has'),
  })
}
