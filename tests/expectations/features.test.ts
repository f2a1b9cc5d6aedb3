import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FeatureTest, smallestOf } from '../../expectations/parts/features.ts'
import type { DrawnTest } from '../../src/core/test.ts'

const feature = (name: string, pValue: number, rest: Partial<DrawnTest> = {}): FeatureTest => ({
  name,
  test: {
    pValue,
    method: 'exact',
    statistic: { name: 'D', value: 0.5 },
    effect: { name: 'D', value: 0.5 },
    n: { reference: 10, sample: 10 },
    summaries: [],
    charts: [],
    ...rest,
  },
})

test('the smallest p is multiplied by the number of features, and told with its name', () => {
  const change = 'Values are higher.'
  const region = {
    where: { literal: true },
    among: { literal: true },
    label: 'from 9',
    from: 9,
    reference: 0,
    sample: 1,
  }
  const features = [feature('length', 0.3), feature('words', 0.01, { change, region }), feature('digits', 1)]
  const smallest = smallestOf(features)
  expect(smallest.pValue).toBeCloseTo(0.03, 15)
  expect(smallest.log10P).toBeCloseTo(Math.log10(0.03), 15)
  expect([smallest.change, smallest.region?.label]).toEqual([
    'Words: Values are higher.',
    'with words from 9',
  ])
})

test('p is at least the smallest p, and at most 1', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(pValues, all => {
      const { pValue, log10P } = smallestOf(all.map(p => feature('length', p)))
      expect(pValue).toBeLessThanOrEqual(1)
      expect(pValue).toBeGreaterThanOrEqual(Math.min(...all))
      expect(pValue).toBeCloseTo(Math.min(1, Math.min(...all) * all.length), 12)
      expect(log10P).toBeLessThanOrEqual(0)
    }),
    { seed: 1 },
  )
})

test('p keeps its logarithm where it underflows', () => {
  expect(smallestOf([feature('length', 0, { log10P: -400 }), feature('words', 1)]).log10P).toBeCloseTo(
    -399.699,
    3,
  )
})

test('power and bounds are those of the weakest feature at its part of the level', () => {
  const known = (factor: number) => ({
    smallestDetectable: (level: number) => factor / level,
    upperBound: (level: number) => factor / level,
    relevantP: () => ({ pValue: factor / 10 }),
  })
  const all = smallestOf([feature('length', 0.5, known(1)), feature('words', 0.6, known(2))])
  expect([all.smallestDetectable?.(0.5), all.upperBound?.(0.5), all.relevantP?.(0.1)]).toEqual([
    8,
    8,
    { pValue: 0.2 },
  ])
})

test('nothing is bounded where one feature has no bound', () => {
  const bound = { upperBound: () => 0.1, smallestDetectable: () => 0.1 }
  const some = smallestOf([feature('length', 0.5, bound), feature('words', 1)])
  expect([some.upperBound, some.smallestDetectable]).toEqual([undefined, undefined])
})

test('a feature that could be compared stands for all before one that could not', () => {
  const none = { undecidable: 'every category is too rare to be compared', effect: { name: 'D', value: 0 } }
  const some = smallestOf([feature('hour', 1, none), feature('day', 1, { effect: { name: 'D', value: 0 } })])
  expect(some.undecidable).toBeUndefined()
  expect(smallestOf([feature('hour', 1, none)]).undecidable).toBe(none.undecidable)
})

test('there is no test without a feature', () => {
  expect(() => smallestOf([])).toThrow(RangeError)
})
