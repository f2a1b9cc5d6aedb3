import { expect, test } from 'vitest'
import { moments, permutationTest } from '../../src/stats/index.ts'

function shift(reference: readonly number[], sample: readonly number[]): number {
  return (moments(sample).mean ?? 0) - (moments(reference).mean ?? 0)
}

test.each([
  // scipy.stats.permutation_test(([5, 1, 2, 3], [4, 6, 7, 8, 9]), lambda x, y: y.mean() - x.mean(), alternative=…), which
  // looks at all 126 divisions; the band is scipy.stats.binom.ppf([1e-6, 1 - 1e-6], 20000, p) / 20000.
  ['greater', 0.01185, 0.02025],
  ['less', 0.9889, 0.99485],
  ['two-sided', 0.0237, 0.0405],
] as const)('p is close to that of all divisions: %s', (alternative, low, high) => {
  const found = permutationTest([5, 1, 2, 3], [4, 6, 7, 8, 9], shift, {
    seed: 'all',
    permutations: 20_000,
    alternative,
  })
  expect(found.pValue).toBeGreaterThanOrEqual(low)
  expect(found.pValue).toBeLessThanOrEqual(high)
})

test('the result says how to get it again', () => {
  const run = (seed: number) => permutationTest([1, 2, 3], [2, 3, 4], shift, { seed, permutations: 99 })
  expect(run(5)).toMatchObject({ statistic: 1, seed: 5, permutations: 99, n: { reference: 3, sample: 3 } })
  expect(run(5)).toEqual(run(5))
  expect(run(5).log10P).toBe(Math.log10(run(5).pValue))
})

test('p is never 0, and 1 when all values are equal', () => {
  const [low, high] = [new Array(30).fill(0), new Array(30).fill(1)]
  expect(permutationTest(low, high, shift, { seed: 1, permutations: 99 }).pValue).toBe(0.01)
  for (const alternative of ['greater', 'less', 'two-sided'] as const) {
    expect(permutationTest([0.1, 0.1], [0.1], shift, { seed: 1, alternative }).pValue).toBe(1)
  }
})

test('among all divisions of the same values a tenth at most has a p of at most 0.1', () => {
  let [rejected, rounds] = [0, 0]
  const values = [0.3, 1.2, 2.5, 0.8, 3.1, 0.05]
  for (let i = 0; i < 6; i++) {
    for (let j = i + 1; j < 6; j++) {
      for (let k = j + 1; k < 6; k++) {
        const chosen = values.filter((_, at) => at === i || at === j || at === k)
        const rest = values.filter((_, at) => at !== i && at !== j && at !== k)
        if (permutationTest(chosen, rest, shift, { seed: i + j + k, permutations: 199 }).pValue <= 0.1)
          rejected++
        rounds++
      }
    }
  }
  expect(rounds).toBe(20)
  expect(rejected).toBeGreaterThanOrEqual(1)
  expect(rejected).toBeLessThanOrEqual(2)
})

test('values of any kind can be divided', () => {
  const distinct = (_: readonly string[], sample: readonly string[]) => new Set(sample).size
  const found = permutationTest(['a', 'a', 'a'], ['b', 'c', 'd'], distinct, { seed: 3 })
  expect(found.statistic).toBe(3)
})

test('what has no answer is a mistake of the caller', () => {
  expect(() => permutationTest([], [1], shift, { seed: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A sample without values has no statistic.]`,
  )
  expect(() =>
    permutationTest([1], [1], shift, { seed: 1, permutations: 0 }),
  ).toThrowErrorMatchingInlineSnapshot(`[RangeError: There cannot be 0 permutations.]`)
  expect(() => permutationTest([1], [1], () => Number.NaN, { seed: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The statistic of a permutation test cannot be NaN.]`,
  )
})
