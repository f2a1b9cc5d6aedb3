import { currentProject } from '../store/index.ts'
import { withStore } from './artifactContext.ts'
import type { Io } from './io.ts'

/** References to the newest version of each artifact in the store, and one for each alias. */
export async function artifactReferences(io: Io): Promise<readonly string[]> {
  const references: string[] = []
  await withStore({ ...io, stderr: () => {} }, async store => {
    for (const { name, aliases } of await store.list({ project: currentProject(io.env) }))
      references.push(...aliases.map(alias => `${name}:${alias}`))
  })
  return [...new Set(references)]
}
