import { sep } from 'node:path'
import { CommanderError } from 'commander'
import { exitCodes, UserError } from '../core/errors.ts'
import type { Io } from './io.ts'
import { version } from './version.ts'

/** Says on standard error what went wrong, and returns the exit code that says whose fault it is. */
export function failureCode(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage
  if (io.signal?.aborted) {
    io.stderr('Interrupted. No report was written.\n')
    return exitCodes.interrupted
  }
  if (error instanceof UserError) {
    const hint = error.hint === undefined ? '' : `hint:  ${error.hint}\n`
    io.stderr(said(`error: ${error.message}\n${hint}`, io))
    return error.exitCode
  }
  const stack = error instanceof Error ? error.stack : String(error)
  io.stderr(`internal error: this is a bug in mlcheck ${version}, not in your data.\n${stack}\n`)
  return exitCodes.internal
}

/** A text in which paths below the working directory are shown as they would be typed; those of URLs stay. */
export function said(text: string, { cwd }: Io): string {
  return text.replaceAll(`${cwd}${sep}`, (path, at: number) => (text.endsWith('://', at) ? path : ''))
}
