import { existsSync } from 'node:fs'
import type { Artifact, ArtifactFile } from '../core/artifact.ts'
import { type UserError, unreadable } from '../core/errors.ts'
import { digestOfFile, objectPath } from './objects.ts'
import { orExplain } from './systemError.ts'

/**
 * Reads every object of an artifact once.
 *
 * @throws UserError with exit code 3 that names the first file whose bytes are gone or not those that were stored
 */
export async function verifyObjects(home: string, artifact: Artifact): Promise<void> {
  for (const file of artifact.files) {
    const path = objectPath(home, file.digest)
    if (!existsSync(path)) throw damaged(artifact, file, path, 'is missing from the store')
    const digest = await orExplain(`${path} cannot be read`, () => digestOfFile(path))
    if (digest !== file.digest)
      throw damaged(artifact, file, path, `is damaged: its bytes no longer have the digest ${file.digest}`)
  }
}

function damaged(
  { name, version }: Artifact,
  file: ArtifactFile,
  object: string,
  trouble: string,
): UserError {
  return unreadable(`The file ${file.path} of ${name}:${version} ${trouble}.`, {
    hint: `Put the original file again to repair ${object}.`,
  })
}
