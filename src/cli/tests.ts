import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import { closest, didYouMean } from '../core/suggest.ts'
import type { CheckOptions } from '../run/check.ts'
import type { Judged } from '../run/result.ts'
import type { Session } from '../run/session.ts'
import type { CheckArgs } from './args.ts'
import type { Io } from './io.ts'
import { commandNames } from './main.ts'

/** @throws UserError when a test file is missing or is none, before any data is read */
export function assertTestFiles(files: readonly string[], io: Io): void {
  for (const file of files) {
    if (!existsSync(resolve(io.cwd, file))) throw missingTestFile(file, io)
    if (!isModule(file))
      throw new UserError(`${file} is neither a test file (.ts, .js) nor a suite (.yaml, .json).`, {
        hint: 'Name data with --sample or --reference, and put a glob in quotes.',
      })
  }
}

function isModule(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file)
}

function missingTestFile(file: string, io: Io): UserError {
  const command = closest(file, commandNames)
  if (command !== undefined)
    return new UserError(`There is no command ${file}.`, { hint: `Did you mean ${command}?` })
  const folder = dirname(resolve(io.cwd, file))
  const names = existsSync(folder) ? readdirSync(folder).filter(isModule) : []
  return new UserError(`There is no test file ${file}.`, {
    hint: didYouMean(basename(file), names, 'Beside it are'),
  })
}

/** Runs the test files of the command line over an open session. */
export async function runTests(
  args: CheckArgs,
  session: Session,
  options: CheckOptions,
  takenIds: readonly string[],
  io: Io,
): Promise<Judged> {
  const { runTestFiles } = await import('../vitest/run.ts')
  const files = args.files.map(file => resolve(io.cwd, file))
  const { outcomes, families, moduleErrors } = await runTestFiles(files, {
    root: io.cwd,
    session,
    options,
    params: args.params,
    ksAlpha: args.ksAlpha,
    bail: args.bail,
    only: args.only,
    tags: args.tags,
    takenIds,
    ...(args.testNamePattern === undefined ? {} : { testNamePattern: args.testNamePattern }),
    ...(io.signal ? { signal: io.signal } : {}),
  })
  const [broken] = moduleErrors
  if (broken) {
    const where = [relative(io.cwd, broken.file) || broken.file, broken.line, broken.column]
    const others = moduleErrors.length - 1
    throw new UserError(
      `${where.filter(part => part !== undefined).join(':')} cannot be run. ${broken.message}`,
      {
        hint: others > 0 ? `So it is with ${others} more test files.` : undefined,
      },
    )
  }
  return { suites: suitesOf(files, io), outcomes, families, declared: takenIds }
}

function suitesOf(files: readonly string[], io: Io): Judged['suites'] {
  return files.map(file => ({
    name: relative(io.cwd, file),
    checks: [],
    origin: { file: relative(io.cwd, file) },
  }))
}
