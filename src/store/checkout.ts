import { constants } from 'node:fs'
import { copyFile, link, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Artifact } from '../core/artifact.ts'
import { unreadable } from '../core/errors.ts'
import { objectPath } from './objects.ts'
import { hasCode } from './systemError.ts'

/** Where the files of versions are laid out under their own names, a folder per digest of an artifact. */
export function checkoutFolder(home: string): string {
  return join(home, 'checkout')
}

/**
 * Lays an artifact's files out under their own names, as links to its objects, and returns their paths.
 *
 * In the store when that can be written, so that a path in a message stays valid and the same in every run;
 * else in a new temporary folder, which the caller removes.
 */
export async function checkOut(
  home: string,
  artifact: Artifact,
): Promise<{ readonly paths: readonly string[]; readonly temporary?: string }> {
  try {
    const folder = join(checkoutFolder(home), artifact.digest)
    return { paths: await layOut(home, artifact, folder) }
  } catch (error) {
    if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT')) throw error
  }
  const temporary = await mkdtemp(join(tmpdir(), 'mlcheck-'))
  return { paths: await layOut(home, artifact, temporary), temporary }
}

/** The path of an artifact's file below a folder. @throws UserError when a tampered record leads out of it. */
export function pathBelow(folder: string, path: string, artifact: Artifact): string {
  const target = resolve(folder, path)
  if (target.startsWith(folder + sep) && relative(folder, target).split(sep).join('/') === path) return target
  throw unreadable(
    `The record of ${artifact.name}:${artifact.version} is damaged: it names a file ${JSON.stringify(path)}, which would be outside of the artifact.`,
  )
}

async function layOut(home: string, artifact: Artifact, folder: string): Promise<readonly string[]> {
  const paths: string[] = []
  for (const { path, digest } of artifact.files) {
    const target = pathBelow(folder, path, artifact)
    await place(objectPath(home, digest), target)
    paths.push(target)
  }
  return paths
}

async function place(object: string, target: string): Promise<void> {
  if (await isSameFile(object, target)) return
  await mkdir(dirname(target), { recursive: true })
  if ((await linkOrCopy(object, target)) || (await isSameFile(object, target))) return
  // Left from before the object was repaired.
  await rm(target, { force: true })
  await linkOrCopy(object, target)
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([stat(a), stat(b).catch(() => undefined)])
  return left.ino === right?.ino && left.dev === right.dev
}

/**
 * Makes a hard link, where that is not possible a symbolic one, where that is not possible either a copy.
 * False when there is a file already.
 */
async function linkOrCopy(object: string, target: string): Promise<boolean> {
  for (const make of [link, symlink, copyWhereAbsent]) {
    try {
      await make(object, target)
      return true
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      if (make === copyWhereAbsent) throw error
    }
  }
  return true
}

function copyWhereAbsent(source: string, target: string): Promise<void> {
  return copyFile(source, target, constants.COPYFILE_EXCL)
}
