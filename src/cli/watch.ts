import { type FSWatcher, watch as watchFile } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { exitCodes } from '../core/errors.ts'
import type { CheckArgs } from './args.ts'
import { runCheck } from './check.ts'
import { failureCode } from './failure.ts'
import type { Io } from './io.ts'

const settling = 150

/** Judges now and again after each change of the data, a suite or a test file, until Ctrl-C. Returns 130. */
export async function watch(args: CheckArgs, command: readonly string[], io: Io): Promise<number> {
  const files = [args.reference, args.sample, ...args.suites, ...args.files].filter(
    file => file !== undefined,
  )
  while (!io.signal?.aborted) {
    // Watching starts before the run, so that a change during the run is not lost.
    const changed = nextChange(
      files.map(file => resolve(io.cwd, file)),
      io,
    )
    await runCheck(args, command, io).catch((error: unknown) => failureCode(error, io))
    if (io.signal?.aborted) break
    io.stderr(`\nWaiting for a change of ${files.join(', ')}. Ctrl-C ends.\n`)
    await changed
  }
  return exitCodes.interrupted
}

/** Resolves after a change of one of the files, or when the run is interrupted. */
function nextChange(paths: readonly string[], io: Io): Promise<void> {
  const watchers: FSWatcher[] = []
  return new Promise<void>(resolve => {
    // Folders are watched, because editors and pipelines replace files instead of writing into them.
    const changed = (path: string) => (_: string, name: string | null) => {
      if (name === null || name === basename(path)) setTimeout(resolve, settling)
    }
    for (const path of paths)
      try {
        watchers.push(watchFile(dirname(path), changed(path)))
      } catch {
        // Artifacts and URLs are not watched.
      }
    io.signal?.addEventListener('abort', () => resolve(), { once: true })
  }).finally(() => {
    for (const watcher of watchers) watcher.close()
  })
}
