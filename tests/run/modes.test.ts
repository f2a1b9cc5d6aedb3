import { describe, expect, test } from 'vitest'
import type { TestParams } from '../../src/core/test.ts'
import type { Value } from '../../src/core/value.ts'
import { aCheck, judged, memoryEngine } from './support.ts'

const open = memoryEngine()
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)
const moved = (n: number, by: number) => upTo(n).map(x => x + by)
const times = <T>(n: number, value: T) => new Array<T>(n).fill(value)

type Name = Parameters<typeof aCheck>[0]
type Column = readonly Value[]

/** The verdict on one column, alone in its family, in a mode with the effect that matters. */
async function verdict(name: Name, reference: Column, sample: Column, params: TestParams): Promise<string> {
  const data = { reference: await open({ x: reference }, 'reference'), sample: await open({ x: sample }) }
  const { outcomes } = await judged([aCheck(name, { column: 'x', params })], data)
  const [outcome] = outcomes
  return `${outcome?.status}: ${outcome?.found}`
}

const shares = (yes: number, of: number) => [...times(yes, 'yes'), ...times(of - yes, 'no')]
const missing = (nulls: number, of: number) => [...times(nulls, null), ...upTo(of - nulls)]

const small = 0.1
interface Cases {
  readonly equal: readonly [Column, Column]
  readonly slight: readonly [Column, Column]
  readonly large: readonly [Column, Column]
  readonly few: readonly [Column, Column]
}
/** Of each test: no change, one below 0.1 that is significant, one far above, and too few rows. */
const cases: Readonly<Record<string, Cases>> = {
  toHaveSameDistributionAs: {
    equal: [upTo(2000), upTo(2000)],
    slight: [upTo(4000), moved(4000, 200)],
    large: [upTo(2000), moved(2000, 800)],
    few: [upTo(8), upTo(8)],
  },
  toHaveSameMeanAs: {
    equal: [upTo(3000), upTo(3000)],
    slight: [upTo(4000), moved(4000, 60)],
    large: [upTo(3000), moved(3000, 800)],
    few: [upTo(8), upTo(8)],
  },
  toHaveSameCategorySharesAs: {
    equal: [shares(1000, 2000), shares(1000, 2000)],
    slight: [shares(2000, 4000), shares(2140, 4000)],
    large: [shares(1000, 2000), shares(1500, 2000)],
    few: [shares(4, 8), shares(4, 8)],
  },
  toHaveSameNullShareAs: {
    equal: [missing(100, 2000), missing(100, 2000)],
    slight: [missing(100, 4000), missing(180, 4000)],
    large: [missing(100, 2000), missing(900, 2000)],
    few: [missing(0, 8), missing(0, 8)],
  },
}

async function verdicts(mode: TestParams['mode']): Promise<string> {
  const lines: string[] = []
  for (const [name, pairs] of Object.entries(cases))
    for (const [kind, [reference, sample]] of Object.entries(pairs))
      lines.push(
        `${name}, ${kind}: ${await verdict(name as Name, reference, sample, { mode, minEffect: small })}`,
      )
  return lines.join('\n')
}

test('in the mode difference, a difference fails that is significant and large enough', async () => {
  expect(await verdicts('difference')).toMatchInlineSnapshot(`
    "toHaveSameDistributionAs, equal: passed: D 0, fails from 0.0429; p 1 > 0.05
    toHaveSameDistributionAs, slight: passed: D 0.05, fails from 0.0304; p 9.1e-5 < 0.05: detectable only because the samples are large
    toHaveSameDistributionAs, large: failed: D 0.4, fails from 0.0429; p 2.5e-143 < 0.05
    toHaveSameDistributionAs, few: inconclusive: D 0; p 1 > 0.05; 8 and 8 values show D only from 0.999, not from 0.1
    toHaveSameMeanAs, equal: passed: mean 1499.5 → 1499.5, d 0; p 1 > 0.05
    toHaveSameMeanAs, slight: passed: mean 1999.5 → 2059.5, d 0.052; p 0.02 < 0.05: detectable only because the samples are large
    toHaveSameMeanAs, large: failed: mean 1499.5 → 2299.5, d 0.924; p 3.4e-254 < 0.05
    toHaveSameMeanAs, few: inconclusive: mean 3.5 → 3.5, d 0; p 1 > 0.05; 8 and 8 values show Cohen's d only from 1.62, not from 0.1
    toHaveSameCategorySharesAs, equal: passed: total variation 0; p 1 > 0.05
    toHaveSameCategorySharesAs, slight: passed: total variation 0.035; p 0.0017 < 0.05: detectable only because the samples are large
    toHaveSameCategorySharesAs, large: failed: total variation 0.25; p 1.5e-60 < 0.05
    toHaveSameCategorySharesAs, few: inconclusive: total variation 0; p 1 > 0.05; 8 and 8 values show total variation only from 0.776, not from 0.1
    toHaveSameNullShareAs, equal: passed: missing 5.0 % → 5.0 %; p 1 > 0.05
    toHaveSameNullShareAs, slight: passed: missing 2.5 % → 4.5 %; p 1.1e-6 < 0.05: detectable only because the samples are large
    toHaveSameNullShareAs, large: failed: missing 5.0 % → 45.0 %; p 2.0e-208 < 0.05
    toHaveSameNullShareAs, few: inconclusive: missing 0 % → 0 %; p 1 > 0.05; 8 and 8 values show share difference only from 0.789, not from 0.1"
  `)
})

test('in the mode relevant, a difference fails that is shown to be too large', async () => {
  expect(await verdicts('relevant')).toMatchInlineSnapshot(`
    "toHaveSameDistributionAs, equal: passed: D 0; p of D at most 0.1: 1 > 0.05
    toHaveSameDistributionAs, slight: passed: D 0.05; p of D at most 0.1: 1 > 0.05
    toHaveSameDistributionAs, large: failed: D 0.4; p of D at most 0.1: 1.3e-78 < 0.05
    toHaveSameDistributionAs, few: inconclusive: D 0; p of D at most 0.1: 1 > 0.05; 8 and 8 values show D only from 0.999, not from 0.1
    toHaveSameMeanAs, equal: passed: mean 1499.5 → 1499.5, d 0; p of Cohen's d at most 0.1: 1 > 0.05
    toHaveSameMeanAs, slight: passed: mean 1999.5 → 2059.5, d 0.052; p of Cohen's d at most 0.1: 0.984 > 0.05
    toHaveSameMeanAs, large: failed: mean 1499.5 → 2299.5, d 0.924; p of Cohen's d at most 0.1: 8.6e-203 < 0.05
    toHaveSameMeanAs, few: inconclusive: mean 3.5 → 3.5, d 0; p of Cohen's d at most 0.1: 1 > 0.05; 8 and 8 values show Cohen's d only from 1.62, not from 0.1
    toHaveSameCategorySharesAs, equal: passed: total variation 0; p of total variation at most 0.1: 1 > 0.05
    toHaveSameCategorySharesAs, slight: passed: total variation 0.035; p of total variation at most 0.1: 1 > 0.05
    toHaveSameCategorySharesAs, large: failed: total variation 0.25; p of total variation at most 0.1: 5.3e-23 < 0.05
    toHaveSameCategorySharesAs, few: inconclusive: total variation 0; p of total variation at most 0.1: 1 > 0.05; 8 and 8 values show total variation only from 0.776, not from 0.1
    toHaveSameNullShareAs, equal: passed: missing 5.0 % → 5.0 %; p of share difference at most 0.1: 1 > 0.05
    toHaveSameNullShareAs, slight: passed: missing 2.5 % → 4.5 %; p of share difference at most 0.1: 1 > 0.05
    toHaveSameNullShareAs, large: failed: missing 5.0 % → 45.0 %; p of share difference at most 0.1: 4.7e-101 < 0.05
    toHaveSameNullShareAs, few: inconclusive: missing 0 % → 0 %; p of share difference at most 0.1: 1 > 0.05; 8 and 8 values show share difference only from 0.789, not from 0.1"
  `)
})

test('in the mode certified, only what is shown to be small enough passes', async () => {
  expect(await verdicts('certified')).toMatchInlineSnapshot(`
    "toHaveSameDistributionAs, equal: passed: D 0; p 1 > 0.05; D at most 0.0429, certified
    toHaveSameDistributionAs, slight: passed: D 0.05; p 9.1e-5 < 0.05; D at most 0.0804, certified
    toHaveSameDistributionAs, large: failed: D 0.4; p 2.5e-143 < 0.05
    toHaveSameDistributionAs, few: inconclusive: D 0; p 1 > 0.05; D at most 0.679, not certified to be below 0.1
    toHaveSameMeanAs, equal: passed: mean 1499.5 → 1499.5, d 0; p 1 > 0.05; Cohen's d at most 0.0425, certified
    toHaveSameMeanAs, slight: passed: mean 1999.5 → 2059.5, d 0.052; p 0.02 < 0.05; Cohen's d at most 0.0887, certified
    toHaveSameMeanAs, large: failed: mean 1499.5 → 2299.5, d 0.924; p 3.4e-254 < 0.05
    toHaveSameMeanAs, few: inconclusive: mean 3.5 → 3.5, d 0; p 1 > 0.05; Cohen's d at most 0.822, not certified to be below 0.1
    toHaveSameCategorySharesAs, equal: passed: total variation 0; p 1 > 0.05; total variation at most 0.026, certified
    toHaveSameCategorySharesAs, slight: passed: total variation 0.035; p 0.0017 < 0.05; total variation at most 0.0533, certified
    toHaveSameCategorySharesAs, large: failed: total variation 0.25; p 1.5e-60 < 0.05
    toHaveSameCategorySharesAs, few: inconclusive: total variation 0; p 1 > 0.05; total variation at most 0.355, not certified to be below 0.1
    toHaveSameNullShareAs, equal: passed: missing 5.0 % → 5.0 %; p 1 > 0.05; share difference at most 0.0114, certified
    toHaveSameNullShareAs, slight: passed: missing 2.5 % → 4.5 %; p 1.1e-6 < 0.05; share difference at most 0.0268, certified
    toHaveSameNullShareAs, large: failed: missing 5.0 % → 45.0 %; p 2.0e-208 < 0.05
    toHaveSameNullShareAs, few: inconclusive: missing 0 % → 0 %; p 1 > 0.05; share difference at most 0.253, not certified to be below 0.1"
  `)
})

describe('the p-value of a relevant difference', () => {
  test('is the one that the family corrects; that of any difference is kept', async () => {
    const data = {
      reference: await open({ x: upTo(4000), y: upTo(4000) }, 'reference'),
      sample: await open({ x: moved(4000, 500), y: upTo(4000) }),
    }
    const checks = ['x', 'y'].map(column => aCheck('toHaveSameDistributionAs', { column }))
    const { outcomes } = await judged(checks, data, {
      correction: 'holm',
      tests: { mode: 'relevant', minEffect: 0.1 },
    })
    const [x, y] = outcomes.map(({ test }) => test)
    // D is 0.125; 2 Σ (−1)^(k−1) exp(−2 k² z²) at z = √2000 · 0.025 = 1.118, and at √2000 · 0.125.
    expect(x?.pValue).toBeCloseTo(0.1641, 3)
    expect(x?.differenceP).toBeLessThan(1e-20)
    expect(x?.adjustedP).toBeCloseTo(2 * (x?.pValue ?? 0), 12)
    expect(y).toMatchObject({ pValue: 1, differenceP: 1, mode: 'relevant', minEffect: 0.1 })
    expect(outcomes.map(({ status }) => status)).toEqual(['passed', 'passed'])
  })
})

test.each(['relevant', 'certified'] as const)('the mode %s without an effect decides nothing', async mode => {
  const [reference, sample] = cases.toHaveSameDistributionAs?.large ?? [[], []]
  const found = `inconclusive: mode ${mode} needs minEffect, an effect above 0`
  expect(await verdict('toHaveSameDistributionAs', reference, sample, { mode })).toBe(found)
  expect(await verdict('toHaveSameDistributionAs', reference, sample, { mode, minEffect: 0 })).toBe(found)
})

test.each<readonly [Name, readonly number[], (n: number) => Column]>([
  // Of two samples of n: D from √(2 / n) (1.358 + 1.282 / 2), d from 3.241 √(2 / n), shares from about the same.
  ['toHaveSameDistributionAs', [80, 95], upTo],
  ['toHaveSameMeanAs', [30, 36], upTo],
  ['toHaveSameCategorySharesAs', [44, 60], n => shares(n / 2, n)],
  ['toHaveSameNullShareAs', [45, 60], n => missing(Math.floor(n / 2), n)],
])(
  '%s passes without an effect that matters from about as many rows on as show a large one',
  async (name, [few = 0, many = 0], column) => {
    expect(await verdict(name, column(few), column(few), {})).toMatch(/^inconclusive.*not from 0\.[38]$/)
    expect(await verdict(name, column(many), column(many), {})).toMatch(/^passed/)
    const allowed = await verdict(name, column(few), column(few), { allowUnderpowered: true })
    expect(allowed).toMatch(/^passed.*not from 0\.[38]$/)
  },
)

test('one category in both datasets passes where another one would have been seen', async () => {
  const all = (n: number) => times(n, 'a')
  const name = 'toHaveSameCategorySharesAs'
  expect([
    await verdict(name, all(2), all(1), {}),
    await verdict(name, all(200), all(200), {}),
    await verdict(name, all(5), all(5), { mode: 'certified', minEffect: 0.1 }),
    await verdict(name, all(200), all(200), { mode: 'certified', minEffect: 0.1 }),
  ]).toMatchInlineSnapshot(`
    [
      "inconclusive: total variation 0; p 1 > 0.05; 2 and 1 values are too few to show any total variation",
      "passed: total variation 0; p 1 > 0.05",
      "inconclusive: total variation 0; p 1 > 0.05; total variation at most 0.351, not certified to be below 0.1",
      "passed: total variation 0; p 1 > 0.05; total variation at most 0.0133, certified",
    ]
  `)
})
