import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
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
  const unfinished = Object.keys(texts).map(path => ({ path, temporary: `${path}.${randomUUID()}.tmp` }))
  const madeFolders: string[] = []
  let current = ''
  try {
    for (const { path, temporary } of unfinished) {
      current = path
      makeFolder(dirname(path), madeFolders)
      writeFileSync(temporary, texts[path] ?? '')
    }
    for (const { path, temporary } of unfinished) {
      current = path
      renameSync(temporary, path)
    }
  } catch (cause) {
    for (const { temporary } of unfinished) ifPossible(() => rmSync(temporary))
    for (const folder of madeFolders) ifPossible(() => rmdirSync(folder))
    throw writeError(current, cause)
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
export function makeFolder(folder: string, made: string[]): void {
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

/** Tidies up after a failure that is told anyway. */
export function ifPossible(remove: () => void): void {
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

/** Which file could not be written, and what is in the way. */
export function writeError(path: string, cause: unknown): UserError {
  const reason = reasons[codeOf(cause) ?? ''] ?? messageOf(cause)
  return unreadable(`${path} could not be written: ${reason}. The verdict stands.`, { cause })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
