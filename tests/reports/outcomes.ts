import type { Outcome } from '../../src/core/result.ts'
import { anOutcome } from '../support/outcome.ts'

/** 58 rows outside a set of labels, written down in a suite file. */
export const unknownGenres: Outcome = anOutcome({
  id: 'genre.in-set',
  expectation: 'toHaveValuesIn',
  category: 'values',
  columns: ['genre'],
  status: 'failed',
  expected: 'genre to be one of 15 known labels',
  found: '58 of 4,821 values outside the set',
  hint: '56 of the 58 look like other spellings of known labels.',
  note: 'The model has one output per label.',
  origin: { file: 'music.yaml', line: 12 },
  unexpected: {
    count: 58,
    of: 4821,
    distinct: 4,
    positionKind: 'line',
    positions: [22, 67, 301, 328, 418, 454, 574, 688],
    values: [
      { value: 'Hip-Hop', count: 37, positions: [22, 67], closest: 'Hiphop' },
      { value: 'trap metal', count: 19, positions: [418], closest: 'Trap Metal' },
    ],
  },
})

/** A two-sample test that fails, derived from the reference. */
export const loudnessDrift: Outcome = anOutcome({
  id: 'loudness.ks',
  suite: 'derived from the reference',
  expectation: 'toHaveSameDistributionAs',
  category: 'drift',
  columns: ['loudness'],
  status: 'failed',
  expected: 'loudness distributed as in the reference',
  found: 'D 0.114, fails from 0.0269',
  derivation: 'Every numeric column is compared with the reference.',
  test: {
    family: 'ks',
    method: 'asymptotic',
    statistic: { name: 'D', value: 0.11412 },
    pValue: 0,
    log10P: -46.2,
    adjustedP: 0,
    alpha: 0.05,
    correction: 'sidak',
    familySize: 10,
    limit: 0.005116196891823743,
    effect: { name: 'D', value: 0.11412 },
    n: { reference: 29269, sample: 4821 },
    criticalStatistic: 0.026871,
    summaries: [{ name: 'median', reference: -6.234, sample: -5.5178 }],
  },
})

/** A chi-square test that fails with severity `warning`. */
export const genreShift: Outcome = anOutcome({
  id: 'genre.chi2',
  expectation: 'toHaveSameCategoriesAs',
  category: 'drift',
  columns: ['genre'],
  severity: 'warning',
  status: 'failed',
  expected: 'genre mixed as in the reference',
  found: 'psytrance 7.0 → 8.3 %, Pop 1.1 → 0.4 %',
  origin: { file: 'music.yaml', line: 40, column: 5 },
  test: {
    family: 'chi2',
    method: 'asymptotic',
    statistic: { name: 'χ²', value: 42.5 },
    pValue: 0.00012,
    adjustedP: 0.00012,
    alpha: 0.05,
    correction: 'sidak',
    familySize: 1,
    limit: 0.05,
    effect: { name: 'total variation', value: 0.035, interval: [0.021, 0.052] },
    minEffect: 0.03,
    n: { reference: 29269, sample: 4821 },
    criticalStatistic: 26.1,
    summaries: [],
  },
})

const unknownColumn: Outcome = anOutcome({
  id: 'tempoo.range',
  columns: ['tempoo'],
  status: 'errored',
  expected: 'tempoo between 50 and 250',
  found: 'There is no column tempoo. Did you mean tempo?',
  origin: { file: 'music.yaml', line: 31 },
})

export const tooFewRows: Outcome = anOutcome({
  id: 'key.ks',
  category: 'drift',
  columns: ['key'],
  status: 'inconclusive',
  expected: 'key distributed as in the reference',
  found: '12 rows are too few to see a D of 0.1',
  hint: 'From 240 rows on the test would see it.',
})

export const emptyColumn: Outcome = anOutcome({
  id: 'mode.in-set',
  category: 'values',
  columns: ['mode'],
  status: 'vacuous',
  expected: 'mode to be 0 or 1',
  found: 'no values, every row is missing',
})

/** A test file's failure, with the diff of the assertion. */
const failedTest: Outcome = anOutcome({
  id: 'tracks › every track has an artist',
  suite: 'tracks.test.ts',
  expectation: 'test',
  category: 'test',
  columns: [],
  status: 'failed',
  expected: '',
  found:
    'expected { missing: 3 } to deeply equal { missing: 0 }\n\n  {\n-   "missing": 0,\n+   "missing": 3,\n  }',
  origin: { file: 'tracks.test.ts', line: 7, column: 3 },
})

export const skippedCheck: Outcome = anOutcome({
  id: 'key.range',
  columns: ['key'],
  status: 'skipped',
  expected: 'key in 0–11',
  found: 'not selected by --only',
})

/** One finding of every kind, not in their order of severity, and what was met. */
export const everyKind: readonly Outcome[] = [
  anOutcome(),
  genreShift,
  emptyColumn,
  tooFewRows,
  unknownGenres,
  loudnessDrift,
  skippedCheck,
  failedTest,
  unknownColumn,
]

/** Met expectations with ids of their own. */
export function passedOutcomes(count: number): readonly Outcome[] {
  return Array.from({ length: count }, (_, index) => anOutcome({ id: `feature_${index}.range` }))
}
