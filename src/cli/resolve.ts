import { readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, resolve as resolvePath } from 'node:path'
import type { DatasetSource, Engine, ReadOptions } from '../core/engine.ts'
import { unreadable } from '../core/errors.ts'
import { didYouMean } from '../core/suggest.ts'
import { withoutCredentials } from '../core/credentials.ts'
import type { Cleanups, Io } from './io.ts'

interface How {
  readonly read: ReadOptions
  /** What will open the dataset; absent where only files are. */
  readonly engine?: Engine
}

/**
 * Finds out what a reference text means: data that the engine finds, an http(s) URL, a path, a glob or an artifact, in
 * this order.
 */
export async function resolveDataset(
  reference: string,
  { read, engine }: How,
  io: Io,
  cleanups: Cleanups,
): Promise<DatasetSource> {
  if (engine?.finds?.(reference))
    return { kind: 'files', label: withoutCredentials(reference), paths: [reference], read }
  if (isUrl(reference)) return downloaded(reference, read, io, cleanups)
  const path = resolvePath(io.cwd, reference)
  const found = statOf(path)
  if (found?.isDirectory()) throw directoryError(reference)
  if (found) return { kind: 'files', label: reference, paths: [path], read }
  if (isGlob(reference)) return globbed(reference, read, io)
  return artifact(reference, read, io, cleanups)
}

/** Whether a reference is a URL that is fetched. */
export function isUrl(reference: string): boolean {
  return /^https?:\/\//i.test(reference)
}

/** Whether a reference has wildcards. */
export function isGlob(reference: string): boolean {
  return /[*?[\]{}]/.test(reference)
}

async function downloaded(
  url: string,
  read: ReadOptions,
  io: Io,
  cleanups: Cleanups,
): Promise<DatasetSource> {
  const { download } = await import('./download.ts')
  return { kind: 'files', label: withoutCredentials(url), paths: [await download(url, io, cleanups)], read }
}

async function globbed(pattern: string, read: ReadOptions, io: Io): Promise<DatasetSource> {
  const { glob } = await import('tinyglobby')
  const paths = await glob(pattern, { cwd: io.cwd, absolute: true, expandDirectories: false, dot: true })
  if (paths.length === 0)
    throw unreadable(`No file matches ${pattern}.`, {
      hint: `Looked in ${io.cwd}. Quote the pattern so that the shell leaves it alone.`,
    })
  return { kind: 'files', label: pattern, paths: paths.sort(), read }
}

async function artifact(
  reference: string,
  read: ReadOptions,
  io: Io,
  cleanups: Cleanups,
): Promise<DatasetSource> {
  const { isKnown, resolveArtifact } = await import('../store/index.ts')
  const context = { ...io, warn: (text: string) => io.stderr(`warning: ${text}\n`) }
  const isFileName = !reference.includes(':') && /[./\\]/.test(reference)
  if (isFileName && !(await isKnown(reference, context))) throw missingFile(reference, io)
  const { paths, artifact, close } = await resolveArtifact(reference, context)
  cleanups.push(close)
  return { kind: 'files', label: reference, paths, read, artifact }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}

function directoryError(reference: string): Error {
  return unreadable(`${reference} is a directory.`, {
    hint: `Name a file, or a glob such as '${reference.replace(/\/$/, '')}/*.parquet'.`,
  })
}

function missingFile(reference: string, io: Io): Error {
  const folder = dirname(resolvePath(io.cwd, reference))
  return unreadable(`There is no file ${reference}, and no artifact of that name.`, {
    hint: hintFor(reference, folder),
  })
}

function hintFor(reference: string, folder: string): string {
  if (!statOf(folder)?.isDirectory()) return `There is no folder ${folder} either.`
  const files = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .map(entry => entry.name)
  return didYouMean(reference.split('/').at(-1) ?? reference, files, `Files in ${folder} are`)
}
