import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustPValues, alphaPerTest, type Correction, decideFamily } from '../../src/stats/index.ts'

const all: readonly Correction[] = ['none', 'bonferroni', 'sidak', 'holm', 'hochberg', 'hommel', 'bh', 'by']
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })

test.each([
  // statsmodels.stats.multitest.multipletests([.01, .04, .03, .005, .55, .04], method=…)
  ['bonferroni', [0.06, 0.24, 0.18, 0.03, 1, 0.24]],
  [
    'sidak',
    [0.058519850599, 0.217242210304, 0.167027995071, 0.029627490643734374, 0.991696234375, 0.217242210304],
  ],
  ['holm', [0.05, 0.12, 0.12, 0.03, 0.55, 0.12]],
  ['hochberg', [0.05, 0.08, 0.08, 0.03, 0.55, 0.08]],
  ['hommel', [0.05, 0.08, 0.06, 0.03, 0.55, 0.08]],
  ['bh', [0.03, 0.048, 0.048, 0.03, 0.55, 0.048]],
  ['by', [0.0735, 0.1176, 0.1176, 0.0735, 1, 0.1176]],
] as const)('%s adjusts as statsmodels does', (correction, adjusted) => {
  const found = adjustPValues([0.01, 0.04, 0.03, 0.005, 0.55, 0.04], correction)
  expect(found.map(p => Number(p.toPrecision(13)))).toEqual(adjusted.map(p => Number(p.toPrecision(13))))
})

test('adjusted values are at least the raw ones, at most 1, and in their order', () => {
  fc.assert(
    fc.property(pValues, fc.constantFrom(...all), (raw, correction) => {
      const adjusted = adjustPValues(raw, correction)
      for (const [k, p] of raw.entries()) {
        expect(adjusted[k]).toBeGreaterThanOrEqual(p * (1 - 1e-15))
        expect(adjusted[k]).toBeLessThanOrEqual(1)
        for (const [j, other] of raw.entries()) {
          if (other > p) expect(adjusted[j]).toBeGreaterThanOrEqual(adjusted[k] ?? 0)
        }
      }
    }),
    { seed: 9 },
  )
})

test('each correction rejects what a stricter one does', () => {
  fc.assert(
    fc.property(pValues, raw => {
      const [bonferroni = [], holm = [], hochberg = [], hommel = []] = (
        ['bonferroni', 'holm', 'hochberg', 'hommel'] as const
      ).map(correction => adjustPValues(raw, correction))
      for (const k of raw.keys()) {
        expect(holm[k]).toBeLessThanOrEqual((bonferroni[k] ?? 0) * (1 + 1e-15))
        expect(hochberg[k]).toBeLessThanOrEqual((holm[k] ?? 0) * (1 + 1e-15))
        expect(hommel[k]).toBeLessThanOrEqual((hochberg[k] ?? 0) * (1 + 1e-15))
      }
    }),
    { seed: 10 },
  )
})

describe('a family', () => {
  test('rejects a p that equals its limit', () => {
    for (const correction of ['none', 'bonferroni', 'sidak'] as const) {
      const limit = alphaPerTest(0.05, 4, correction)
      const [at, above] = decideFamily([limit, limit * (1 + 1e-15)], { alpha: 0.05, correction, size: 4 })
      expect([at?.rejected, above?.rejected]).toEqual([true, false])
    }
  })

  test('counts declared tests that have no p as p = 1', () => {
    const p = [0.004, 0.03]
    for (const correction of all) {
      const padded = decideFamily([...p, 1, 1, 1], { alpha: 0.05, correction }).slice(0, 2)
      expect(decideFamily(p, { alpha: 0.05, correction, size: 5 })).toEqual(padded)
    }
  })

  test('shows the threshold of its rank for a stepwise correction', () => {
    const limits = (correction: Correction) =>
      decideFamily([0.2, 0.01, 0.03], { alpha: 0.06, correction }).map(({ limit }) =>
        Number(limit.toPrecision(12)),
      )
    expect(limits('holm')).toEqual([0.06, 0.02, 0.03])
    expect(limits('hochberg')).toEqual([0.06, 0.02, 0.03])
    expect(limits('bh')).toEqual([0.06, 0.02, 0.04])
    expect(limits('hommel')).toEqual([0.06, 0.06, 0.06])
  })

  test('by Hommel rejects exactly what is at most its limit', () => {
    fc.assert(
      fc.property(pValues, raw => {
        for (const [k, decision] of decideFamily(raw, { alpha: 0.2, correction: 'hommel' }).entries()) {
          const far = Math.abs((raw[k] ?? 0) / decision.limit - 1) > 1e-12
          if (far) expect(decision.rejected).toBe((raw[k] ?? 0) <= decision.limit)
        }
      }),
      { seed: 11 },
    )
  })

  test('never lets a missing number pass', () => {
    expect(() =>
      decideFamily([Number.NaN], { alpha: 0.05, correction: 'sidak' }),
    ).toThrowErrorMatchingInlineSnapshot(`[RangeError: A p-value lies between 0 and 1, unlike NaN.]`)
    expect(() => decideFamily([0.1, 0.2], { alpha: 0.05, correction: 'none', size: 1 })).toThrow(RangeError)
    expect(() => decideFamily([0.1], { alpha: 1, correction: 'none' })).toThrow(RangeError)
    expect(decideFamily([], { alpha: 0.05, correction: 'holm' })).toEqual([])
  })
})

test('the Šidák level keeps its digits in a large family', () => {
  // mpmath: 1 - (1 - alpha)^(1/m)
  expect(alphaPerTest(0.05, 1_000_000, 'sidak')).toBeCloseTo(5.1293293072049535e-8, 21)
  expect(alphaPerTest(1e-10, 30, 'sidak')).toBeCloseTo(3.3333333334944447e-12, 25)
  expect(alphaPerTest(0.05, 1, 'sidak')).toBe(0.05)
})
