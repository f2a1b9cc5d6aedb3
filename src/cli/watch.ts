import { existsSync, type FSWatcher, watch as watchFolder } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import { exitCodes, UserError } from '../core/errors.ts'
import type { CheckArgs } from './args.ts'
import { runCheck } from './check.ts'
import { failureCode } from './failure.ts'
import type { Io } from './io.ts'
import { isGlob, isUrl } from './resolve.ts'

/** Milliseconds in which a writer may finish what it has begun. */
const settling = 150

/**
 * Judges now and again after each change of the data, a suite or a test file, until Ctrl-C. Returns 130.
 *
 * @throws UserError when nothing of what was named can change
 */
export async function watch(args: CheckArgs, command: readonly string[], io: Io): Promise<number> {
  const named = [args.reference, args.sample, ...args.suites, ...args.files].filter(
    text => text !== undefined,
  )
  const files = named.filter(text => isFile(text, io))
  if (files.length === 0)
    throw new UserError('There is nothing to watch: what a URL or an artifact means is looked up once.', {
      hint: 'Leave --watch out, or name a file.',
    })
  while (!io.signal?.aborted) {
    // Watching starts before the run, so that a change during the run is not lost.
    const changed = nextChange(files, io)
    await runCheck(args, command, io).catch((error: unknown) => failureCode(error, io))
    if (io.signal?.aborted) break
    io.stderr(`\nWaiting for a change of ${files.join(', ')}. Ctrl-C ends.\n`)
    await changed
  }
  return exitCodes.interrupted
}

/** Whether a text names a file, there or not, or several; an artifact is mostly written with a colon. */
function isFile(text: string, io: Io): boolean {
  return !isUrl(text) && (existsSync(resolve(io.cwd, text)) || !text.includes(':'))
}

/** Resolves after a change of one of the files, or when the run is interrupted. */
function nextChange(files: readonly string[], io: Io): Promise<void> {
  const watchers: FSWatcher[] = []
  return new Promise<void>(resolve => {
    const changed = () => setTimeout(resolve, settling)
    for (const file of files)
      try {
        watchers.push(watchOne(file, io, changed))
      } catch {
        // A folder that is not there cannot be watched; the run says that it is missing.
      }
    io.signal?.addEventListener('abort', () => resolve(), { once: true })
  }).finally(() => {
    for (const watcher of watchers) watcher.close()
  })
}

/** Watches the folder, because editors and pipelines replace files instead of writing into them. */
function watchOne(file: string, io: Io, changed: () => void): FSWatcher {
  const path = resolve(io.cwd, file)
  if (existsSync(path) || !isGlob(file))
    return watchFolder(dirname(path), (_, name) => {
      if (name === null || name === basename(path)) changed()
    })
  const folder = resolve(io.cwd, fixedPart(file))
  return watchFolder(folder, { recursive: true }, (_, name) => {
    const matching = globSync(file, { cwd: io.cwd, absolute: true, expandDirectories: false, dot: true })
    if (name === null || matching.includes(join(folder, name))) changed()
  })
}

/** The folders of a glob before its first wildcard. */
function fixedPart(glob: string): string {
  const parts = glob.split('/')
  return parts.slice(0, parts.findIndex(isGlob)).join('/') || (glob.startsWith('/') ? '/' : '.')
}
