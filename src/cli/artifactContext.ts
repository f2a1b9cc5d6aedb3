import type { ArtifactReference, ArtifactStore } from '../core/artifact.ts'
import { parseArtifactReference } from '../core/artifact.ts'
import { currentProject, openStore } from '../store/index.ts'
import type { Io } from './io.ts'

/** Runs `work` on the store of the working directory and closes it. */
export async function withStore(io: Io, work: (store: ArtifactStore) => Promise<void>): Promise<void> {
  const store = openStore({ cwd: io.cwd, env: io.env, warn: text => io.stderr(`warning: ${text}\n`) })
  try {
    await work(store)
  } finally {
    await store.close()
  }
}

/** The artifact that a command's argument means. @throws UserError when it means none */
export function referenceIn(text: string, io: Io): ArtifactReference {
  return parseArtifactReference(text, currentProject(io.env))
}

/** Command lines below each other, each with what it does behind it. */
export function examples(...lines: readonly (readonly [string, string?])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length))
  return `\nExamples:\n${lines
    .map(([command, does]) =>
      does === undefined ? `  $ mlcheck ${command}\n` : `  $ mlcheck ${command.padEnd(width)}  ${does}\n`,
    )
    .join('')}`
}
