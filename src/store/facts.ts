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
  assertKnown('metadata', withoutMetadata, Object.keys(artifact.metadata))
  assertKnown('tag', withoutTags, artifact.tags)
  const kept = Object.entries(artifact.metadata).filter(([key]) => !withoutMetadata.includes(key))
  const seconds = timeToLive === undefined ? artifact.timeToLive : timeToLive
  return {
    description: changes.description ?? artifact.description,
    metadata: checkedMetadata({ ...Object.fromEntries(kept), ...changes.metadata }),
    tags: checkedTags([...artifact.tags.filter(tag => !withoutTags.includes(tag)), ...(changes.tags ?? [])]),
    ...(typeof seconds === 'number' && { timeToLive: seconds }),
  }
}

function assertKnown(kind: string, wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.find(name => !known.includes(name))
  if (unknown === undefined) return
  throw new UserError(`There is no ${kind} ${unknown} to be taken away.`, {
    hint: didYouMean(unknown, known, 'There are'),
  })
}
