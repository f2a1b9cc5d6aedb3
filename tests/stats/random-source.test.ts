import { expect, test } from 'vitest'
import { randomSource } from '../../src/stats/index.ts'
import { xoshiro128 } from '../../src/stats/xoshiro.ts'

test('the generator is xoshiro128**', () => {
  // https://prng.di.unimi.it/xoshiro128starstar.c from the state { 1, 2, 3, 4 }
  const bits = xoshiro128([1, 2, 3, 4])
  expect(Array.from({ length: 8 }, bits)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
  ])
})

test.each([
  // The same algorithms over Python's unbounded integers.
  ['weekly', [0.10704432908829531, 0.7690160386708749, 0.3693253427625167]],
  [42, [0.730198969311339, 0.054481226717901454, 0.2515494616756375]],
  ['Größe', [0.48207176845227484, 0.5660705777085313, 0.7099428106772395]],
])('the seed %s gives the same numbers everywhere', (seed, expected) => {
  const random = randomSource(seed)
  expect(expected.map(() => random.next())).toEqual(expected)
})

test('a number and its text are the same seed', () => {
  expect(randomSource(7).next()).toBe(randomSource('7').next())
  expect(randomSource(7).next()).not.toBe(randomSource(8).next())
})

test('numbers are spread evenly, and so are orders', () => {
  const random = randomSource('even')
  const numbers = new Array<number>(6).fill(0)
  const orders = new Map<string, number>()
  for (let round = 0; round < 6000; round++) {
    const number = random.below(6)
    numbers[number] = (numbers[number] ?? 0) + 1
    const order = random.shuffle(['a', 'b', 'c']).join('')
    orders.set(order, (orders.get(order) ?? 0) + 1)
  }
  expect(orders.size).toBe(6)
  // scipy.stats.binom.ppf([1e-6, 1 - 1e-6], 6000, 1 / 6)
  for (const count of [...numbers, ...orders.values()]) {
    expect(count).toBeGreaterThanOrEqual(865)
    expect(count).toBeLessThanOrEqual(1140)
  }
})

test('a typed array is shuffled in place', () => {
  const items = new Float64Array([1, 2, 3, 4, 5])
  expect(randomSource(42).shuffle(items)).toBe(items)
  expect([...items].sort()).toEqual([1, 2, 3, 4, 5])
  expect(randomSource(1).shuffle([])).toEqual([])
})

test('a seed is finite, and a choice is among something', () => {
  expect(() => randomSource(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A seed cannot be NaN.]`,
  )
  expect(() => randomSource(1).below(0)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: There is no whole number from 0 to below 0.]`,
  )
  expect(() => randomSource(1).below(1.5)).toThrow(RangeError)
  expect(randomSource(1).below(1)).toBe(0)
})
