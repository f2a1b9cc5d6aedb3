import { expect, test } from 'vitest'
import { bandOf } from '../../bench/calibrate/band.ts'
import { mistakes, situations } from '../../bench/calibrate/effects.ts'
import { corrections, type Family, falseAlarms, familiesAt } from '../../bench/calibrate/false-alarms.ts'
import { clusterTests, weightedTests } from '../../bench/calibrate/grouped-tests.ts'
import { drifts, found } from '../../bench/calibrate/power.ts'
import { isInside, leastPower, mostMistakes } from '../../bench/calibrate/tables.ts'
import { costlyTests, plainTests } from '../../bench/calibrate/tests.ts'

const tests = [...plainTests, ...costlyTests]
const range = { seed: 1, from: 0, to: 200 }
const trials = { runs: 200, tail: 1e-5 }

test.each([
  [100, 100],
  [60, 40],
])(
  'without drift, %d and %d rows raise false alarms as often as each correction says',
  (reference, sample) => {
    expect(sharesOutside(familiesAt(reference, sample, tests))).toEqual([])
  },
)

test('without drift, rows in clusters and with weights raise no more alarms than each correction says', () => {
  expect(sharesOutside(familiesAt(60, 60, [...clusterTests, ...weightedTests]))).toEqual([])
})

test('a p that is half of what it should be raises too many', () => {
  const halved = familiesAt(100, 100, tests)
    .filter(({ test }) => test.name === 'Mann–Whitney')
    .map(family => ({ ...family, test: { ...family.test, pValue: half(family.test.pValue) } }))
  expect(sharesOutside(halved)).toContain('Mann–Whitney, none')
})

test.each(drifts.filter(({ reference }) => reference === 100).map(drift => [drift.name, drift] as const))(
  'the smallest detectable effect is found in nine of ten runs: %s',
  (_, drift) => {
    const share = found(drift, drift.smallestDetectable, range) / trials.runs
    expect(share).toBeGreaterThanOrEqual(leastPower(trials))
  },
)

test.each(
  situations
    .filter(({ reference }) => reference === 100)
    .map(situation => [situation.name, situation] as const),
)('no more than one of twenty statements about an effect is wrong: %s', (_, situation) => {
  const { relevant, lower, upper } = mistakes(situation, range)
  expect(Math.max(relevant, lower, upper) / trials.runs).toBeLessThanOrEqual(mostMistakes(trials))
})

function half<T>(pValue: (data: T) => number): (data: T) => number {
  return data => pValue(data) / 2
}

function sharesOutside(families: readonly Family[]): readonly string[] {
  const alarms = falseAlarms(families, range)
  return families.flatMap((family, k) =>
    corrections
      .filter(each => !isInside((alarms[k]?.[each] ?? 0) / trials.runs, bandOf(family, each, trials)))
      .map(each => `${family.test.name}, ${each}`),
  )
}
