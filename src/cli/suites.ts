import * as expectations from '../../expectations/index.ts'
import { UserError } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import { columnNames, columnOf } from '../core/schema.ts'
import type { Suite } from '../core/suite.ts'
import type { Session } from '../run/session.ts'
import { leastExplained, mostExplained } from '../stats/index.ts'
import { deriveSuite } from '../suites/derive.ts'
import type { CheckArgs } from './args.ts'
import type { Io } from './io.ts'

/** The suites that the command line names. */
export async function writtenSuites(args: CheckArgs, io: Io): Promise<readonly Suite[]> {
  if (args.suites.length === 0) return []
  const levels = { ksAlpha: String(args.ksAlpha), tAlpha: String(args.tAlpha) }
  return readSuites(args.suites, { ...levels, ...args.params }, io)
}

/** The suites that paths and globs name. */
export async function readSuites(
  paths: readonly string[],
  params: CheckArgs['params'],
  io: Io,
): Promise<readonly Suite[]> {
  // Reading YAML costs start-up time that the default run does not need.
  const { resolveSuites } = await import('../suites/resolve.ts')
  return resolveSuites(paths, {
    folder: io.cwd,
    expectations,
    params,
    glob: async pattern => (await import('tinyglobby')).glob(pattern, { cwd: io.cwd, absolute: true }),
    loadModule: async path => (await import('../vitest/load.ts')).loadModule(path),
  })
}

/**
 * The suite of the default run, which follows from the reference.
 *
 * @throws UserError when the two datasets have nothing in common
 */
export async function derivedSuite(session: Session): Promise<Suite> {
  const { reference, sample } = session.data
  if (!reference || !sample) throw new Error('A suite is derived from a reference for a sample.')
  const common = sample.schema.columns.filter(column => columnOf(reference.schema, column.name))
  if (common.length === 0)
    throw new UserError(`${sample.info.label} and ${reference.info.label} have no column in common.`, {
      hint: `The sample has ${formatList(columnNames(sample.schema))}; the reference has ${formatList(columnNames(reference.schema))}.`,
    })
  const { suite, remarks } = await deriveSuite({
    data: { reference, sample },
    expectations,
    answer: metrics => session.answer(metrics),
    tolerance: { mostExplained, leastExplained },
  })
  return { ...suite, remarks }
}
