import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { networkFileSystemOf } from './networkFileSystem.ts'
import { temporaryFolder } from './objects.ts'
import { orExplain } from './systemError.ts'

/** The database within the folder of a store. */
export function databaseFile(location: string): string {
  return join(location, 'store.db')
}

/**
 * Makes the folder of a store, unless it is there, and hides it from git.
 *
 * @throws UserError with exit code 3 when nothing may be written there
 */
export async function prepareFolder(location: string): Promise<void> {
  await orExplain(`The store ${location} cannot be written`, async () => {
    await mkdir(temporaryFolder(location), { recursive: true })
    const ignore = join(location, '.gitignore')
    if (!existsSync(ignore)) await writeFile(ignore, '*\n')
  })
}

/** Warns, once in the life of the function that is returned, of a store that is on a network file system. */
export function networkWarning(location: string, warn: (text: string) => void): () => Promise<void> {
  let warned = false
  return async () => {
    if (warned) return
    warned = true
    const name = await networkFileSystemOf(location)
    if (name === undefined) return
    warn(
      `The store ${location} is on a network file system (${name}), where several writers at once are not safe. Set MLCHECK_HOME to a folder on a local disk.`,
    )
  }
}
