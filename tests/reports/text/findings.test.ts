import { expect, test } from 'vitest'
import { rerunCommand } from '../../../reports/text/command.ts'
import { findingsOf } from '../../../reports/text/findings.ts'
import { headline, location, verdictOf } from '../../../reports/text/headline.ts'
import { stateOf } from '../../../reports/text/state.ts'
import { familyText, formatDuration, testNumbers } from '../../../reports/text/wording.ts'
import { anOutcome } from '../../support/outcome.ts'
import { aResult } from '../../support/result.ts'
import {
  everyKind,
  genreShift,
  loudnessDrift,
  passedOutcomes,
  skippedCheck,
  tooFewRows,
} from '../outcomes.ts'

test('errors come before warnings; errored, failed, inconclusive, vacuous', () => {
  const warned = anOutcome({ id: 'warned', status: 'errored', severity: 'warning' })
  const ids = findingsOf(aResult({ outcomes: [warned, ...everyKind] })).map(({ id }) => id)
  expect(ids).toEqual([
    'tempoo.range',
    'genre.in-set',
    'tracks › every track has an artist',
    'loudness.ks',
    'key.ks',
    'mode.in-set',
    'warned',
    'genre.chi2',
  ])
})

test('of what failed come columns and types, then shares, then drift, each by size', () => {
  const failing = (id: string, count: number) =>
    anOutcome({
      id,
      status: 'failed',
      unexpected: { count, of: 100, distinct: 1, values: [], positions: [], positionKind: 'line' },
    })
  const { test } = loudnessDrift
  const drifted = (id: string, value: number) => ({
    ...loudnessDrift,
    id,
    test: test && { ...test, effect: { name: 'D', value } },
  })
  const outcomes = [
    drifted('slightly.ks', 0.02),
    drifted('widely.ks', 0.3),
    failing('few.range', 3),
    anOutcome({ id: 'whole.mean', status: 'failed' }),
    failing('many.range', 30),
    anOutcome({ id: 'price.type', category: 'schema', status: 'failed' }),
  ]
  expect(findingsOf(aResult({ outcomes })).map(({ id }) => id)).toEqual([
    'price.type',
    'many.range',
    'few.range',
    'whole.mean',
    'widely.ks',
    'slightly.ks',
  ])
})

test('a state that is no plain failure is named in the headline', () => {
  expect(headline(tooFewRows)).toBe('inconclusive: 12 rows are too few to see a D of 0.1')
  expect(headline(loudnessDrift)).toBe('median −6.23 → −5.52')
  expect(stateOf(genreShift).word).toBe('warning')
})

test('a place is file, line and column as far as they are known', () => {
  expect([genreShift, tooFewRows].map(location)).toEqual(['music.yaml:40:5', undefined])
  expect(location(anOutcome({ origin: { file: 'music.yaml' } }))).toBe('music.yaml')
})

test('the verdict counts what was judged, not what was skipped', () => {
  expect(verdictOf(aResult({ outcomes: [...passedOutcomes(3), skippedCheck] }))).toBe(
    'All 3 expectations were met.',
  )
  expect(verdictOf(aResult({ outcomes: [...everyKind] }))).toBe('6 of 8 expectations failed.')
})

test('the numbers of a test name their limit', () => {
  expect(loudnessDrift.test && testNumbers(loudnessDrift.test)).toEqual([
    'D 0.114, fails from 0.0269',
    'p 6.3e-47 < 0.0051',
    'median −6.23 → −5.52',
    'n 29,269 and 4,821',
  ])
})

test('a family with one limit for all its tests names it', () => {
  const result = aResult({ outcomes: [loudnessDrift] })
  const [family] = result.families
  expect(family && familyText(family, result)).toBe(
    'ks: 1 of 10 tests failed, α 0.05 → 0.0051 per test (Šidák)',
  )
})

test('a family whose tests have limits of their own names the level alone', () => {
  const { test } = loudnessDrift
  const second = { ...loudnessDrift, id: 'energy.ks', test: test && { ...test, limit: 0.0055 } }
  const result = aResult({ outcomes: [loudnessDrift, second] })
  const [family] = result.families
  expect(family && familyText({ ...family, correction: 'holm' }, result)).toBe(
    'ks: 2 of 10 tests failed, α 0.05 (Holm)',
  )
})

test('tests of one kind at two levels are two families', () => {
  const { test } = loudnessDrift
  const strict = { ...loudnessDrift, id: 'energy.ks', test: test && { ...test, alpha: 0.01, limit: 0.01 } }
  const result = aResult({ outcomes: [loudnessDrift, strict] })
  const [family] = result.families
  expect(family && familyText({ ...family, alpha: 0.01, limit: 0.01, size: 1 }, result)).toBe(
    'ks: 1 of 1 test failed, α 0.01 (Šidák)',
  )
})

test('the command to run again replaces an earlier --only', () => {
  const result = aResult()
  const command = [
    'mlcheck',
    '--only',
    'a.range',
    '--only=b.range',
    '--failures',
    'bad.csv',
    '--quarantine=q',
    '--sample',
    'my file.csv',
  ]
  expect(rerunCommand({ ...result, run: { ...result.run, command } }, anOutcome())).toBe(
    "mlcheck --sample 'my file.csv' --only tempo.range",
  )
})

test('what cannot be seen in a word of a command is an escape that a shell reads', () => {
  const rerun = rerunCommand(
    aResult({ run: { ...aResult().run, command: ['mlcheck'] } }),
    anOutcome({ id: "\u001b[2J'\\.x" }),
  )
  expect(rerun).toBe(String.raw`mlcheck --only $'\u001b[2J\'\\.x'`)
})

test('durations have the unit that a reader expects', () => {
  expect([420.4, 1834, 59_949, 59_951, 125_000].map(formatDuration)).toEqual([
    '420 ms',
    '1.8 s',
    '59.9 s',
    '1 min 00 s',
    '2 min 05 s',
  ])
})
