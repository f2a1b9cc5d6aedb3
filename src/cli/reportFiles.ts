import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { messageOf, type UserError, unreadable } from '../core/errors.ts'
import type { Io } from './io.ts'

/**
 * Writes whole files or nothing: temporary neighbours take the files' names when all are complete. Folders that are
 * missing are made, and removed again when the files cannot be written.
 *
 * @param texts by absolute path
 * @throws UserError naming the file and what is in the way
 */
export function writeFiles(texts: Readonly<Record<string, string>>): void {
  const files = unfinishedFiles(Object.keys(texts))
  try {
    for (const { path, temporary } of files.all) {
      files.begin(path)
      writeFileSync(temporary, texts[path] ?? '')
    }
    files.finish()
  } catch (cause) {
    throw files.failed(cause)
  }
}

/**
 * The same for files that somebody else writes in one go.
 *
 * @param paths absolute; a failure to write names the first
 * @param write is given the path of the temporary neighbour of each
 * @throws UserError naming the file and what is in the way
 */
export async function replaceFiles<T>(
  paths: readonly string[],
  write: (temporaries: readonly string[]) => Promise<T>,
): Promise<T> {
  const files = unfinishedFiles(paths)
  try {
    for (const path of paths.toReversed()) files.begin(path)
    const written = await write(files.all.map(({ temporary }) => temporary))
    files.finish()
    return written
  } catch (cause) {
    throw files.failed(cause)
  }
}

/**
 * The same for a file whose text comes in pieces. What fails besides the writing is thrown as it is.
 *
 * @param path absolute
 * @param write is given what appends a piece
 * @throws UserError naming the file and what is in the way
 */
export async function writeInPieces<T>(
  path: string,
  write: (append: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const files = unfinishedFiles([path])
  const onDisk = async <R>(work: () => R | Promise<R>) => {
    try {
      return await work()
    } catch (cause) {
      throw writeError(path, cause, '')
    }
  }
  try {
    const file = await onDisk(() => open(files.begin(path), 'wx'))
    const written = await write(text => onDisk(() => file.appendFile(text))).finally(() => file.close())
    await onDisk(() => files.finish())
    return written
  } catch (cause) {
    files.remove()
    throw cause
  }
}

function unfinishedFiles(paths: readonly string[]) {
  const all = paths.map(path => ({ path, temporary: `${path}.${randomUUID()}.tmp` }))
  const madeFolders: string[] = []
  let current = ''
  const remove = () => {
    for (const { temporary } of all) ifPossible(() => rmSync(temporary))
    for (const folder of madeFolders) ifPossible(() => rmdirSync(folder))
  }
  return {
    all,
    /** Makes the folder of a file, and returns the path of the file's temporary neighbour. */
    begin(path: string): string {
      current = path
      makeFolder(dirname(path), madeFolders)
      return all.find(file => file.path === path)?.temporary ?? path
    },
    finish() {
      for (const { path, temporary } of all) {
        current = path
        renameSync(temporary, path)
      }
    },
    remove,
    /** Removes what is there of them, and says which could not be written. */
    failed(cause: unknown): UserError {
      remove()
      return writeError(current, cause)
    },
  }
}

/** @throws UserError naming the file and what is in the way */
export function appendFile(path: string, text: string): void {
  try {
    appendFileSync(path, text)
  } catch (cause) {
    throw writeError(path, cause)
  }
}

/** A path as it would be typed: relative where it lies below the working directory. */
export function shownPath(path: string, { cwd }: Io): string {
  const short = relative(cwd, path)
  return short.startsWith('..') ? path : short
}

/** Whether a file could not be written because nothing may be written there. */
export function isForbidden(error: unknown): boolean {
  const code = error instanceof Error ? codeOf(error.cause) : undefined
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
}

/**
 * Makes a folder and those above it that are missing, and adds them to `made`, the innermost first.
 *
 * Node's own `recursive: true` says ENOENT on a read-only file system, and does not end below /proc.
 */
function makeFolder(folder: string, made: string[]): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder), made)
  try {
    mkdirSync(folder)
    made.unshift(folder)
  } catch (error) {
    // Another run makes it at the same time.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function ifPossible(remove: () => void): void {
  try {
    remove()
  } catch {
    // It was never written, or somebody else uses it by now.
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  EISDIR: 'it is a directory',
}

function writeError(path: string, cause: unknown, rest = ' The verdict stands.'): UserError {
  const reason = reasons[codeOf(cause) ?? ''] ?? messageOf(cause)
  return unreadable(`${path} could not be written: ${reason}.${rest}`, { cause })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
