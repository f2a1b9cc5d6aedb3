import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { oracleFile } from '../support/oracle.ts'
import { workspace } from '../support/workspace.ts'

const tracks = oracleFile('data', 'genres_mod.parquet')

// scipy.stats.ks_2samp(reference[c].dropna(), sample[c].dropna()).statistic
const statistics: Readonly<Record<string, number>> = {
  danceability: 0.011906179354206459,
  energy: 0.007261502088873481,
  loudness: 0.00748084073236055,
  speechiness: 0.00797118367040145,
  acousticness: 0.012627341767857625,
  instrumentalness: 0.009310848739588984,
  liveness: 0.010537579275294584,
  valence: 0.009687795826020251,
  tempo: 0.010917616558649867,
  duration_ms: 0.013557426339378398,
}

describe.skipIf(!tracks)('music tracks, seven rows in ten as the reference (needs MLCHECK_ORACLE)', () => {
  test('a random split passes the default run', async () => {
    const given = await split()
    const { code, stdout } = await given.run(
      '--reference',
      'train.parquet',
      '--sample',
      'new.parquet',
      '--ks-alpha',
      '0.05',
      '--json',
    )
    expect(findings(JSON.parse(stdout))).toEqual([])
    expect(code).toBe(0)
  })

  test('the ten statistics equal SciPy, the p-values are the exact ones with ties', async () => {
    const given = await split()
    const { stdout } = await given.run(
      '--reference',
      'train.parquet',
      '--sample',
      'new.parquet',
      '--ks-alpha',
      '0.05',
      '--json',
    )
    const tests = new Map(
      (JSON.parse(stdout) as Result).outcomes.flatMap(outcome =>
        outcome.test?.family === 'ks' ? [[outcome.columns[0] ?? '', outcome.test] as const] : [],
      ),
    )
    for (const [column, statistic] of Object.entries(statistics))
      expect(tests.get(column)?.statistic.value, column).toBeCloseTo(statistic, 14)
    expect(tests.get('danceability')?.pValue).toBeCloseTo(0.137738, 6)
    expect(tests.get('duration_ms')?.pValue).toBeCloseTo(0.0714472, 6)
  })

  // pandas: every Series.dropna().between(min, max).all(), and Series.isin(genres).all(), is true.
  test('the checks of the course give the verdicts that pandas gives', async () => {
    const given = workspace({ 'course.yaml': course })
    const args = ['--sample', String(tracks), '--suite', 'course.yaml', '--json', '--no-report']
    const result: Result = JSON.parse((await given.run(...args)).stdout)
    expect(findings(result)).toEqual([])
    expect(result.counts.passed).toBe(27)
  })

  // pandas: (~tracks.tempo.between(60, 180)).sum() is 4409, (~tracks.genre.isin(['Emo', 'Rap'])).sum() is 39321.
  test('broken checks count what pandas counts', async () => {
    const broken =
      'columns:\n  tempo:\n    - toHaveValuesBetween: { min: 60, max: 180 }\n  genre:\n    - toHaveValuesInSet: [Emo, Rap]\n'
    const given = workspace({ 'broken.yaml': broken })
    const args = ['--sample', String(tracks), '--suite', 'broken.yaml', '--json', '--no-report']
    const result: Result = JSON.parse((await given.run(...args)).stdout)
    expect(result.outcomes.map(outcome => outcome.unexpected?.count)).toEqual([4409, 39_321])
  })
})

const course = `
columns:
${Object.entries({
  danceability: ['number', 0, 1],
  energy: ['number', 0, 1],
  key: ['integer', 0, 11],
  loudness: ['number', -35, 5],
  speechiness: ['number', 0, 1],
  acousticness: ['number', 0, 1],
  instrumentalness: ['number', 0, 1],
  liveness: ['number', 0, 1],
  valence: ['number', 0, 1],
  tempo: ['number', 50, 250],
  duration_ms: ['integer', 20_000, 1_000_000],
  time_signature: ['integer', 1, 5],
})
  .map(
    ([column, [type, min, max]]) =>
      `  ${column}: [toHaveType: ${type}, toHaveValuesBetween: { min: ${min}, max: ${max} }]`,
  )
  .join('\n')}
  mode: [toHaveType: integer]
  genre:
    - toHaveType: string
    - toHaveValuesInSet:
        [Dark Trap, Underground Rap, Trap Metal, Emo, Rap, RnB, Pop, Hiphop, techhouse, techno, trance, psytrance,
         trap, dnb, hardstyle]
`

async function split() {
  const given = workspace()
  const connection = await (await DuckDBInstance.create()).connect()
  for (const [name, condition] of [
    ['train', '< 7'],
    ['new', '>= 7'],
  ])
    await connection.run(
      `COPY (SELECT * EXCLUDE (file_row_number) FROM read_parquet('${tracks}', file_row_number = true)
       WHERE (file_row_number + 1) % 10 ${condition}) TO '${join(given.folder, `${name}.parquet`)}' (FORMAT parquet)`,
    )
  connection.closeSync()
  return given
}

function findings(result: Result): readonly string[] {
  return result.outcomes
    .filter(outcome => outcome.status !== 'passed')
    .map(outcome => `${outcome.id}: ${outcome.found}`)
}
