import { expect, test } from 'vitest'
import { randomSource } from '../../src/stats/index.ts'

test('a seed determines the numbers, and another seed gives others', () => {
  const numbersOf = (seed: number | string) => {
    const random = randomSource(seed)
    return Array.from({ length: 5 }, () => random.next())
  }
  expect(numbersOf(7)).toEqual(numbersOf('7'))
  expect(numbersOf(7)).not.toEqual(numbersOf(8))
  expect(numbersOf('ab')).not.toEqual(numbersOf('ba'))
})

test('whole numbers below six come up equally often', () => {
  const random = randomSource('die')
  const counts = new Array<number>(6).fill(0)
  for (let k = 0; k < 60_000; k++) {
    const face = random.below(6)
    counts[face] = (counts[face] ?? 0) + 1
  }
  // scipy.stats.binom.ppf([1e-5, 1 - 1e-5], 60000, 1 / 6)
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(9613)
  expect(Math.max(...counts)).toBeLessThanOrEqual(10391)
})

test('shuffling gives every order of three equally often', () => {
  const random = randomSource('orders')
  const counts = new Map<string, number>()
  for (let k = 0; k < 6000; k++) {
    const items = ['a', 'b', 'c']
    random.shuffle(items)
    counts.set(items.join(''), (counts.get(items.join('')) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  // scipy.stats.binom.ppf([1e-5, 1 - 1e-5], 6000, 1 / 6)
  expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(879)
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(1125)
})
