import { relative, resolve } from 'node:path'
import { defaultProject } from '../core/artifact.ts'
import type { DatasetInfo } from '../core/engine.ts'
import type { Suite } from '../core/suite.ts'
import type { Io } from './io.ts'

/**
 * The series of a run that names none: after its suites and test files, in alphabetical order; in the default run,
 * after the reference, whichever version of it.
 */
export function defaultSeries(
  suites: readonly Suite[],
  files: readonly string[],
  reference: DatasetInfo | undefined,
  io: Io,
): string {
  const names = [
    ...suites.map(suite => (suite.derived && reference ? nameOf(reference) : suite.name)),
    ...files.map(file => relative(io.cwd, resolve(io.cwd, file))),
  ]
  return [...new Set(names)]
    .sort()
    .join(' + ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
}

function nameOf({ artifact, label }: DatasetInfo): string {
  if (artifact === undefined) return label
  return artifact.project === defaultProject ? artifact.name : `${artifact.project}/${artifact.name}`
}
