import { expect, test } from 'vitest'
import { spentAlpha } from '../../src/stats/index.ts'

// mpmath: 6*mpf(alpha)/(pi**2*t**2)
test.each([
  [0.05, 1, 0.03039635509270134],
  [0.05, 7, 0.0006203337774020681],
  [0.01, 52, 2.2482511163240632e-6],
])('of %s, batch %i may spend %s', (alpha, batch, expected) => {
  expect(spentAlpha(alpha, batch)).toBeCloseTo(expected, 15)
})

test('ten thousand batches together spend almost all of alpha, and never more', () => {
  let sum = 0
  for (let batch = 1; batch <= 10_000; batch++) sum += spentAlpha(0.05, batch)
  // mpmath: nsum(lambda t: 6*mpf('0.05')/(pi**2*t*t), [1, 10000])
  expect(sum).toBeCloseTo(0.049996960516467466, 14)
})

test.each([
  [0, 1],
  [1, 1],
  [0.05, 0],
  [0.05, 1.5],
  [Number.NaN, 1],
])('alpha %s with batch %s is a mistake', (alpha, batch) => {
  expect(() => spentAlpha(alpha, batch)).toThrow(RangeError)
})
