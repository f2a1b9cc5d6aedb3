import { randomUUID } from 'node:crypto'
import type { DatasetInfo } from '../core/engine.ts'
import { exitCodes } from '../core/errors.ts'
import type { ValueDisplay } from '../core/masking.ts'
import { countOutcomes, type Outcome, type Result } from '../core/result.ts'
import type { Severity, Suite } from '../core/suite.ts'
import type { CheckedSuite } from './check.ts'
import type { Datasets } from './session.ts'

export interface RunFacts {
  readonly version: string
  readonly startedAt: Date
  readonly milliseconds: number
  readonly command: readonly string[]
  readonly engine: string
  readonly failOn: Severity
  readonly display: ValueDisplay
  readonly commit?: string
  readonly interrupted?: boolean
  readonly series?: Result['series']
  /** The share of the sample's cells that are missing. */
  readonly missing?: number
  /** What a reader has to know of the tests as a whole. */
  readonly remarks?: readonly string[]
}

/** Suites with what was judged of them. */
export interface Judged extends CheckedSuite {
  readonly suites: readonly Suite[]
}

/** Assembles the result document of a run. */
export function buildResult({ suites, outcomes, families }: Judged, data: Datasets, facts: RunFacts): Result {
  const { verdict, exitCode } = verdictOf(outcomes, facts)
  return {
    schema: 'mlcheck.result/1',
    version: facts.version,
    verdict,
    exitCode,
    counts: countOutcomes(outcomes),
    run: {
      id: randomUUID(),
      startedAt: facts.startedAt.toISOString(),
      milliseconds: Math.round(facts.milliseconds),
      command: [...facts.command],
      engine: facts.engine,
      failOn: facts.failOn,
      commit: facts.commit,
      queries: { sample: scansOf(data.sample), reference: scansOf(data.reference) },
      values: facts.display,
    },
    sample: data.sample && {
      ...datasetOf(data.sample.info),
      ...(facts.missing === undefined ? {} : { missing: facts.missing }),
    },
    reference: data.reference && datasetOf(data.reference.info),
    suites: suites.map(suite => ({
      name: suite.name,
      file: suite.origin?.file,
      checks: outcomes.filter(outcome => outcome.suite === suite.name).length,
      derived: suite.derived ?? false,
      ...(suite.remarks ? { remarks: [...suite.remarks] } : {}),
    })),
    families: [...families],
    series: facts.series,
    ...(facts.remarks?.length ? { remarks: [...facts.remarks] } : {}),
    columns: data.sample?.schema.columns.map(({ name, type }) => ({ name, type })) ?? [],
    outcomes: [...outcomes],
  }
}

/** A run in which nothing could be judged is never a pass; nor is it a failed one where all that was asked is vacuous. */
function verdictOf(
  outcomes: readonly Outcome[],
  { failOn, interrupted }: RunFacts,
): Pick<Result, 'verdict' | 'exitCode'> {
  if (interrupted) return { verdict: 'interrupted', exitCode: exitCodes.interrupted }
  const tried = outcomes.filter(({ status }) => status !== 'skipped' && status !== 'vacuous')
  const { failed, warnings } = countOutcomes(outcomes)
  const isBlocked = failed > 0 || (failOn === 'warning' && warnings > 0)
  if (tried.length > 0 && isBlocked) return { verdict: 'failed', exitCode: exitCodes.failed }
  return tried.some(({ status }) => status !== 'errored')
    ? { verdict: 'passed', exitCode: exitCodes.passed }
    : { verdict: 'nothing-checked', exitCode: exitCodes.usage }
}

function datasetOf({ files, remarks, ...info }: DatasetInfo): NonNullable<Result['sample']> {
  return { ...info, files: [...files], remarks: [...remarks] }
}

function scansOf(relation: Datasets['sample'] | undefined): number {
  return relation?.queries.filter(query => query.scan).length ?? 0
}
