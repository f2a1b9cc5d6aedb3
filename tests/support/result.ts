import { countOutcomes, type Outcome, type Result, resultSchema } from '../../src/core/result.ts'
import { aDriftOutcome } from './drift.ts'
import { musicColumns, musicOutcomes } from './music.ts'
import { anOutcome } from './outcome.ts'

/**
 * A valid result of one run: `sample` new_2026-W47.csv against the artifact data_train.csv:latest, with the outcomes
 * of `musicOutcomes()`. Counts, verdict, exit code and families follow from the outcomes unless they are given.
 *
 * @throws ZodError when the overrides make it invalid
 */
export function aResult(overrides: Partial<Result> = {}): Result {
  const outcomes = overrides.outcomes ?? musicOutcomes()
  const counts = countOutcomes(outcomes)
  const failed = counts.failed > 0
  const verdict = counts.total === 0 ? 'nothing-checked' : failed ? 'failed' : 'passed'
  return resultSchema.parse({
    schema: 'mlcheck.result/1',
    version: '0.1.0',
    verdict,
    exitCode: { passed: 0, failed: 1, 'nothing-checked': 2 }[verdict],
    counts,
    run: {
      id: '20261123-061204-5f2c',
      startedAt: '2026-11-23T06:12:04Z',
      milliseconds: 1834,
      command: 'mlcheck --reference data_train.csv:latest --sample new_2026-W47.csv --ks-alpha 0.05'.split(
        ' ',
      ),
      engine: 'duckdb',
      failOn: 'error',
      commit: 'a41d0c2f6b0e4d7795d9c1c7a8f30f5b5b1f6a3e',
      queries: { sample: 3, reference: 2 },
      values: 'masked',
    },
    sample: {
      label: 'new_2026-W47.csv',
      files: ['new_2026-W47.csv'],
      format: 'csv',
      rows: 4821,
      columns: musicColumns.length,
      bytes: 912_384,
      digest: 'sha256:c7705e1dbb3f29f3a40c4ff25c6b0a1f7bd8a3bd7c1f2c3e4d5f60718293a4b5',
      remarks: ['2 cells of tempo hold NaN; they are counted apart from missing values.'],
    },
    reference: {
      label: 'data_train.csv:latest',
      files: ['data_train.csv'],
      format: 'csv',
      rows: 29_269,
      columns: musicColumns.length,
      bytes: 5_530_112,
      digest: 'sha256:9f2c41abef01237d1c5a6b7c8d9e0f112233445566778899aabbccddeeff0011',
      remarks: [],
      artifact: {
        project: 'music_genre',
        name: 'data_train.csv',
        version: 'v12',
        digest: 'sha256:9f2c41abef01237d1c5a6b7c8d9e0f112233445566778899aabbccddeeff0011',
      },
    },
    suites: suitesOf(outcomes),
    families: familiesOf(outcomes),
    columns: musicColumns,
    ...overrides,
    outcomes,
  })
}

/** A run with many columns, each drifted, and many passed checks: for what has to stay small. */
export function aLargeResult({ drifted = 50, passed = 250 } = {}): Result {
  const columns = Array.from({ length: drifted }, (_, index) => `feature_${index}`)
  return aResult({
    columns: columns.map(name => ({ name, type: 'number' })),
    outcomes: [
      ...columns.map((column, index) => aDriftOutcome({ column, shift: 0.2 + index / 200 })),
      ...Array.from({ length: passed }, (_, index) =>
        anOutcome({
          id: `feature_${index % drifted}.range.${index}`,
          columns: [`feature_${index % drifted}`],
        }),
      ),
    ],
  })
}

function suitesOf(outcomes: readonly Outcome[]): Result['suites'] {
  return [...new Set(outcomes.map(outcome => outcome.suite))].map(name => ({
    name,
    checks: outcomes.filter(outcome => outcome.suite === name).length,
    derived: name === 'derived from the reference',
    ...(name === 'derived from the reference' ? {} : { file: name }),
  }))
}

function familiesOf(outcomes: readonly Outcome[]): Result['families'] {
  const tests = outcomes.flatMap(outcome => outcome.test ?? [])
  const firsts = tests.filter(
    (test, index) => tests.findIndex(other => other.family === test.family) === index,
  )
  return firsts.map(test => ({
    family: test.family,
    alpha: test.alpha,
    correction: test.correction,
    size: test.familySize,
    limit: test.limit,
  }))
}
