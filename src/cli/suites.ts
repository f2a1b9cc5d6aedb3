import * as expectations from '../../expectations/index.ts'
import { UserError } from '../core/errors.ts'
import { formatList } from '../core/format.ts'
import type { Metrics } from '../core/metric.ts'
import { columnNames, columnOf } from '../core/schema.ts'
import type { Suite } from '../core/suite.ts'
import type { Session } from '../run/session.ts'
import { leastExplained, mostExplained } from '../stats/index.ts'
import { deriveSuite } from '../suites/derive.ts'
import type { Answer, DerivationData } from '../suites/facts.ts'
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
  return derivedFrom(bothOf(session), metrics => session.answer(metrics))
}

/**
 * The suite that would be derived for a sample of these columns in which nothing else is missing: all checks that a
 * sample may get of which this one is a part.
 */
export async function fullestSuite(session: Session): Promise<Suite> {
  const { reference, sample } = bothOf(session)
  const large = { info: reference.info, schema: sample.schema }
  return derivedFrom({ reference, sample: large }, metrics => session.answer(ofReference(metrics)))
}

async function derivedFrom(data: DerivationData, answer: Answer): Promise<Suite> {
  const { reference, sample } = data
  const common = sample.schema.columns.filter(column => columnOf(reference.schema, column.name))
  if (common.length === 0)
    throw new UserError(`${sample.info.label} and ${reference.info.label} have no column in common.`, {
      hint: `The sample has ${formatList(columnNames(sample.schema))}; the reference has ${formatList(columnNames(reference.schema))}.`,
    })
  const tolerance = { mostExplained, leastExplained }
  const { suite, remarks } = await deriveSuite({ data, expectations, answer, tolerance })
  return { ...suite, remarks }
}

function bothOf({ data: { reference, sample } }: Session) {
  if (!reference || !sample) throw new Error('A suite is derived from a reference for a sample.')
  return { reference, sample }
}

/** The same questions about the reference. */
function ofReference<M extends Metrics>(metrics: M): M {
  const entries = Object.entries(metrics).map(([name, metric]) => [name, { ...metric, role: 'reference' }])
  return Object.fromEntries(entries) as M
}
