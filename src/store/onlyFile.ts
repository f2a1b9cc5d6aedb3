import type { Artifact } from '../core/artifact.ts'
import { unreadable } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'

/** An artifact with one of its files only. @throws UserError with exit code 3 when it has no such file */
export function onlyFile(artifact: Artifact, path: string): Artifact {
  const files = artifact.files.filter(file => file.path === path)
  if (files.length > 0) return { ...artifact, files }
  const paths = artifact.files.map(file => file.path)
  throw unreadable(`${artifact.name}:${artifact.version} has no file ${path}.`, {
    hint: didYouMean(path, paths, 'It has'),
  })
}
