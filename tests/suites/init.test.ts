import { expect, test } from 'vitest'
import * as expectations from '../../expectations/index.ts'
import { engines } from '../../src/engines/index.ts'
import { openSession } from '../../src/run/session.ts'
import * as sampling from '../../src/stats/sampling.ts'
import { chanceOfFewer, chanceOfGap, chanceOfMore, chanceOfVariation } from '../../src/suites/init/chances.ts'
import { formatOf } from '../../src/suites/init/formats.ts'
import { keyCandidates } from '../../src/suites/init/keys.ts'
import { missingTokens } from '../../src/suites/init/missing-tokens.ts'
import { profileOf } from '../../src/suites/init/profile.ts'
import { mostlyAllowing, roundedOutwards, shareRoundedUp } from '../../src/suites/init/rounding.ts'

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)
const bounding = { registry: expectations, tolerance: sampling, alpha: 0.001, batchRows: 1000 }

test.each([
  [3, 263, 0, 300],
  [40.50641, 40.91306, 40.5, 40.95],
  [-52.8, 3004.8, -500, 3500],
  [0, 1, 0, 1],
  [-0.3, 0.3, -0.3, 0.3],
  [5, 5, 5, 5],
  [-1e308, 1e308, -1e308, 1e308],
])('the range %d to %d is written as %d to %d', (min, max, from, to) => {
  expect(roundedOutwards(min, max)).toEqual({ min: from, max: to })
})

test('shares are rounded to the safe side', () => {
  expect([0, 0.00165, 0.0301, 0.199, 1].map(shareRoundedUp)).toEqual([0, 0.0017, 0.031, 0.2, 1])
  expect(mostlyAllowing(13, 20_000)).toBe(0.99935)
  expect(mostlyAllowing(7, 10_000)).toBe(0.9993)
})

test('how likely a bound is broken follows from the draw without replacement', () => {
  // scipy.stats.hypergeom.sf(6, 2000, 8, 1000): of 8 rows, 7 or more are among the 1000 new ones of 2000.
  expect(chanceOfMore({ seen: 1, m: 1000, n: 1000, allowed: 6 }, bounding)).toBeCloseTo(
    0.03488288181963618,
    12,
  )
  // scipy.stats.hypergeom.sf(14, 1500, 25, 500)
  expect(chanceOfMore({ seen: 10, m: 1000, n: 500, allowed: 14 }, bounding)).toBeCloseTo(
    0.0052495404511359155,
    12,
  )
  // scipy.stats.hypergeom.sf(99, 2000, 170, 1000)
  expect(chanceOfFewer({ seen: 100, m: 1000, n: 1000, least: 71 }, bounding)).toBeCloseTo(
    0.009917309871482982,
    12,
  )
  expect(chanceOfMore({ seen: 1, m: 10, n: 3, allowed: 3 }, bounding)).toBe(0)
})

test('how likely a floor is passed by chance is bounded', () => {
  // 2 exp(-2 * 500 * 0.1²) and 2³ exp(-2 * 500 * 0.1²)
  expect(chanceOfGap(0.1, 1000, 1000)).toBeCloseTo(9.079985952496971e-5, 16)
  expect(chanceOfVariation(0.1, 3, 1000, 1000)).toBeCloseTo(3.631994380998788e-4, 16)
  expect(chanceOfGap(0.1, 10, 0)).toBe(1)
})

test.each([
  ['UUIDs', (n: number) => `0b5f9f0a-1c2d-4e3f-8a9b-${String(n).padStart(12, '0')}`],
  ['e-mail addresses', (n: number) => `guest${n}@example.org`],
  ['URLs', (n: number) => `https://example.org/${n}?q=1`],
  ['IPv4 addresses', (n: number) => `10.0.${n}.1`],
])('texts that look like %s are told so', (what, make) => {
  expect(formatOf(upTo(40).map(make))?.what).toBe(what)
})

test.each([
  ['^AB-\\d{4}$', (n: number) => `AB-${1000 + n}`],
  [
    '^spotify:track:[0-9a-z]{6}$',
    (n: number) => `spotify:track:${(n * 60_466_176 + 7).toString(36).slice(-6).padStart(6, 'a')}`,
  ],
  ['^[A-Z]\\d+$', (n: number) => `${'AB'[n % 2]}${n}`],
])('ids have the pattern %s', (pattern, make) => {
  expect(formatOf(upTo(40).map(make))?.params).toEqual({ pattern })
})

test('a date format is told where days or months decide, and not where both may be', () => {
  expect(formatOf(upTo(30).map(n => `${String((n % 28) + 1).padStart(2, '0')}/01/2024`))?.params).toEqual({
    format: '%d/%m/%Y',
  })
  expect(formatOf(upTo(30).map(n => `0${(n % 9) + 1}/0${(n % 7) + 1}/2024`))).toBeUndefined()
})

test.each([
  ['few texts', upTo(19).map(n => `AB-${1000 + n}`)],
  ['words', upTo(40).map(n => ['one', 'two words', 'THREE', '4'][n % 4] ?? '')],
  ['no text', []],
])('%s have no format', (_, texts) => {
  expect(formatOf(texts)).toBeUndefined()
})

test('a few words among many numbers may mean missing', () => {
  expect(missingTokens(['1', '-2.5', '.5', '1e3', 'NA', 'NA', '-'])).toEqual(['NA', '-'])
  expect(missingTokens(['1', 'NA', 'NA'])).toEqual([])
  expect(missingTokens(['1', '2', '3', '4', 'a', 'b', 'c', 'd'])).toEqual([])
  expect(missingTokens([])).toEqual([])
})

test('columns are a key together only where chance would have made equal rows', () => {
  const shop = upTo(100).map(n => n % 10)
  const number = upTo(100).map(n => Math.floor(n / 10))
  const wide = upTo(100).map(n => n * 1000)
  const key = { columns: ['shop', 'number'], expectedPairs: expect.any(Number) }
  expect(keyCandidates(['shop', 'number', 'wide'], [shop, number, wide], 100)).toEqual([key])
  expect(keyCandidates(['shop', 'number'], [shop, [...number.slice(1), null]], 100)).toEqual([])
  expect(keyCandidates([], [], 0)).toEqual([])
})

test('as many scans profile three columns of numbers as thirty', async () => {
  const scans = async (columns: number) => {
    const open = await engines.duckdb?.()
    const engine = await open?.({ threads: 1 })
    if (!engine) throw new Error('There is no engine.')
    const values = upTo(500).map(n => ((n * 61) % 300) + 0.5)
    const names = upTo(columns).map(n => `c${n}`)
    const data = await engine.open({
      kind: 'memory',
      label: 'data',
      columns: Object.fromEntries(names.map(name => [name, values])),
    })
    const { answer } = openSession({ sample: data, reference: data })
    const registry = expectations
    const profile = await profileOf({
      data,
      answer,
      sampling,
      registry,
      batchRows: 500,
      independentRows: 500,
    })
    await engine.close()
    expect(profile.columns).toHaveLength(columns)
    return data.queries.filter(query => query.scan).length
  }
  expect(await scans(30)).toBe(await scans(3))
})
