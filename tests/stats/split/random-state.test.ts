import { expect, test } from 'vitest'
import { mersenneTwister, randomState } from '../../../src/stats/split/index.ts'
import { checksum } from './checksum.ts'

// Expected values: NumPy 2.4.6.

test('the bits are those of MT19937, also after its state is used up', () => {
  // numpy.random.RandomState(5489).randint(2**32, size=1000, dtype='uint64')[-3:]
  const bits = mersenneTwister(5489)
  expect(Array.from({ length: 1000 }, bits).slice(-3)).toEqual([1473439254, 2634793792, 1341017984])
})

test.each([
  // numpy.random.RandomState(seed).randint(2**32, size=3, dtype='uint64')
  [0, [2357136044, 2546248239, 3071714933]],
  [2 ** 32 - 1, [419326371, 479346978, 3918654476]],
])('the seed %i has its bits', (seed, expected) => {
  expect(Array.from({ length: 3 }, mersenneTwister(seed))).toEqual(expected)
})

test.each([-1, 2 ** 32, 0.5, Number.NaN])('the seed %f is none', seed => {
  expect(() => randomState(seed)).toThrow(
    new RangeError(`The seed ${seed} is not a whole number from 0 to 4294967295.`),
  )
})

test('doubles have 53 bits', () => {
  // numpy.random.RandomState(42).random_sample(3)
  const random = randomState(42)
  expect([random.next(), random.next(), random.next()]).toEqual([
    0.3745401188473625, 0.9507143064099162, 0.7319939418114051,
  ])
})

test('whole numbers below any limit leave the generator where NumPy leaves it', () => {
  // s = numpy.random.RandomState(1); [s.randint(n) for n in (1, 2, …, 2**53)], s.random_sample()
  const random = randomState(1)
  const limits = [1, 2, 3, 7, 64, 1000, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40, 2 ** 53]
  expect(limits.map(random.below)).toEqual([
    0, 1, 0, 0, 63, 905, 1298508491, 2143362693, 630311759, 396591248, 554850762700, 3973941449632493,
  ])
  expect(random.next()).toBe(0.66974603680348)
})

test('there is no whole number below 0', () => {
  expect(() => randomState(0).below(0)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: There is no whole number from 0 to below 0.]`,
  )
  expect(() => randomState(0).below(1.5)).toThrow(RangeError)
})

test('a list of anything is shuffled in place', () => {
  // x = list('abcdefghij'); numpy.random.RandomState(7).shuffle(x)
  const letters = [...'abcdefghij']
  expect(randomState(7).shuffle(letters)).toBe(letters)
  expect(letters.join('')).toBe('ifacbjhdge')
  expect(randomState(7).shuffle([])).toEqual([])
})

test('permutations of none, one, twenty and many', () => {
  // numpy.random.RandomState(seed).permutation(n)
  expect([...randomState(0).permutation(0)]).toEqual([])
  expect([...randomState(0).permutation(1)]).toEqual([0])
  expect([...randomState(3).permutation(20)]).toEqual([
    14, 2, 1, 17, 4, 16, 6, 7, 15, 12, 9, 11, 19, 18, 13, 5, 0, 8, 3, 10,
  ])
  expect(checksum(randomState(0).permutation(100_000))).toBe(1046055889)
})

test('each call goes on where the last one stopped', () => {
  // s = numpy.random.RandomState(9); s.permutation(3), s.choice(10, 4, replace=False), s.random_sample(),
  // s.permutation([10, 20, 30, 40]), s.randint(6)
  const random = randomState(9)
  expect([...random.permutation(3)]).toEqual([1, 0, 2])
  expect([...random.choice(10, 4)]).toEqual([8, 4, 7, 2])
  expect(random.next()).toBe(0.13752681946829826)
  expect(random.shuffle([10, 20, 30, 40])).toEqual([30, 40, 10, 20])
  expect(random.below(6)).toBe(3)
})

test('no more numbers are chosen than there are', () => {
  expect([...randomState(0).choice(3, 3)].sort()).toEqual([0, 1, 2])
  expect(() => randomState(0).choice(3, 4)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: 4 different numbers cannot be chosen from 3.]`,
  )
})
