import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { orExplain } from './systemError.ts'

const chunkBytes = 1 << 20

/** Where the bytes with this SHA-256 are. */
export function objectPath(home: string, digest: string): string {
  return join(home, 'objects', digest.slice(0, 2), digest.slice(2))
}

/** Where files are written before they get their name. */
export function temporaryFolder(home: string): string {
  return join(home, 'tmp')
}

/**
 * Copies a file into the store, durably, and returns its size in bytes and its digest.
 *
 * The digest is that of the copy, so that a file which changes meanwhile does no harm. An object which is there
 * already is replaced by the same bytes: that repairs a damaged one and keeps the garbage collector off.
 */
export async function addObject(
  home: string,
  source: string,
  signal?: AbortSignal,
): Promise<{ readonly size: number; readonly digest: string }> {
  const temporary = join(temporaryFolder(home), randomUUID())
  try {
    return await orExplain(`${source} cannot be stored in ${home}`, async () => {
      const { size, digest } = await copyDurably(source, temporary, signal)
      const path = objectPath(home, digest)
      await mkdir(dirname(path), { recursive: true })
      await rename(temporary, path)
      await syncFolder(dirname(path))
      return { size, digest }
    })
  } finally {
    await rm(temporary, { force: true })
  }
}

/** SHA-256 of a file's bytes, hex. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) hash.update(chunk)
  return hash.digest('hex')
}

async function copyDurably(
  source: string,
  target: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly size: number; readonly digest: string }> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(target, 'wx', 0o444)
  try {
    for await (const chunk of createReadStream(source, { highWaterMark: chunkBytes, signal })) {
      hash.update(chunk)
      size += chunk.length
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { size, digest: hash.digest('hex') }
}

/** Makes a rename durable, where the platform can open a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  try {
    await handle?.sync()
  } catch {
    // Some file systems do not sync folders; the file itself is synced.
  } finally {
    await handle?.close()
  }
}
