import { createHash, randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { chmod, copyFile, lstat, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Artifact } from '../core/artifact.ts'
import { messageOf, UserError } from '../core/errors.ts'
import { formatList, plural } from '../core/format.ts'

/**
 * Copies an artifact's files into a folder. A file that is there already with the same content is left alone.
 *
 * @throws UserError before anything is copied when a file with other content is in the way, unless `force` is given
 */
export async function copyOut(
  { artifact, paths }: { readonly artifact: Pick<Artifact, 'files'>; readonly paths: readonly string[] },
  folder: string,
  { force = false }: { readonly force?: boolean },
): Promise<void> {
  const wanted: { readonly source: string; readonly target: string }[] = []
  const inTheWay: string[] = []
  for (const [index, file] of artifact.files.entries()) {
    const target = join(folder, file.path)
    const source = paths[index] ?? ''
    const existing = await lstat(target).catch(() => undefined)
    if (existing?.isFile() && (await hasSameContent(source, target))) continue
    if (existing !== undefined) inTheWay.push(file.path)
    wanted.push({ source, target })
  }
  if (inTheWay.length > 0 && !force)
    throw new UserError(
      `${folder} has ${plural(inTheWay.length, 'file')} with other content: ${formatList(inTheWay)}.`,
      { hint: 'Choose another folder with --to, or overwrite with --force.' },
    )
  for (const { source, target } of wanted) await copyWhole(source, target)
}

/** Copies a file so that its target is never half written. */
async function copyWhole(source: string, target: string): Promise<void> {
  const unfinished = `${target}.${randomUUID()}.tmp`
  try {
    await mkdir(dirname(target), { recursive: true })
    await copyFile(source, unfinished, constants.COPYFILE_FICLONE)
    // Stored files are read-only; the user's copy is the user's.
    await chmod(unfinished, 0o644)
    await rename(unfinished, target)
  } catch (cause) {
    throw new UserError(`${target} could not be written: ${messageOf(cause)}.`, { cause })
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function hasSameContent(one: string, other: string): Promise<boolean> {
  const [{ size }, { size: otherSize }] = await Promise.all([stat(one), stat(other)])
  return size === otherSize && (await digestOf(one)) === (await digestOf(other))
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex')
}
