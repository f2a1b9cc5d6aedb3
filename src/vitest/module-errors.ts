import { relative } from 'node:path'
import type { RunnerTestFile } from 'vitest'
import { readBuildError } from './build-error.ts'
import { originOf } from './origin.ts'
import { shortMessage, type TestError } from './test-error.ts'

/** Why a test file could not be loaded. `line` and `column` count from 1. */
export interface ModuleError {
  /** Relative to the root; where the error is, which may be a file that the test file imports. */
  readonly file: string
  readonly message: string
  readonly line?: number
  readonly column?: number
}

/** The errors of the files that could not be loaded, or that have no test. */
export function moduleErrorsOf(files: readonly RunnerTestFile[], root: string): readonly ModuleError[] {
  return files
    .filter(file => file.tasks.length === 0)
    .flatMap(file => (file.result?.errors ?? []).map(error => moduleError(file, error, root)))
}

function moduleError({ filepath }: RunnerTestFile, error: TestError, root: string): ModuleError {
  const file = relative(root, filepath)
  if (/^No test suite found/.test(error.message)) return { file, message: 'It has no tests.' }
  const built = readBuildError(error.message)
  if (built) {
    const { message, position } = built
    return { ...position, file: relative(root, position.file), message }
  }
  const message = shortMessage(error).replaceAll(`${root}/`, '')
  return { file, ...originOf(error.stack ?? '', root), message }
}
