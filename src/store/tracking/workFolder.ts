import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareFolder } from '../folder.ts'
import { locateStore } from '../location.ts'
import { isAlive, ownMark } from './process.ts'

/**
 * Makes an empty folder of this process within the store, for outputs before they are stored; its `close` removes it.
 * Folders of processes that are gone are removed on the way.
 */
export async function workFolder(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly path: string; readonly close: () => Promise<void> }> {
  const home = locateStore(cwd, env)
  await prepareFolder(home)
  const all = join(home, 'work')
  await mkdir(all, { recursive: true })
  await removeAbandoned(all)
  const path = join(all, randomUUID())
  await mkdir(path)
  await writeFile(join(path, markName), JSON.stringify(ownMark()))
  return { path, close: () => rm(path, { recursive: true, force: true }) }
}

const markName = 'process.json'

async function removeAbandoned(all: string): Promise<void> {
  for (const name of await readdir(all)) {
    const folder = join(all, name)
    const mark = await readFile(join(folder, markName), 'utf8').catch(() => undefined)
    // Without its mark a folder is that of a process which is just making it, or was killed while it did.
    if (mark === undefined || isAlive(JSON.parse(mark))) continue
    await rm(folder, { recursive: true, force: true })
  }
}
