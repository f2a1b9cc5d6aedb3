import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostlyFor, shareFrom, shareUpTo } from '../../src/suites/tolerance.ts'

const counts = fc
  .integer({ min: 1, max: 100_000_000 })
  .chain(n => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)))

test('exactly the allowed number of offenders meets the share', () => {
  fc.assert(
    fc.property(counts, ([allowed, n]) => {
      const mostly = mostlyFor(allowed, n)
      expect((n - allowed) / n >= mostly).toBe(true)
      expect((n - allowed - 1) / n >= mostly).toBe(false)
    }),
    { seed: 1 },
  )
})

test('exactly the counts from one bound to the other meet the shares', () => {
  fc.assert(
    fc.property(counts, ([count, n]) => {
      expect(count / n <= shareUpTo(count, n)).toBe(true)
      expect((count + 1) / n <= shareUpTo(count, n)).toBe(false)
      expect((count + 1) / n >= shareFrom(count + 1, n)).toBe(true)
      expect(count / n >= shareFrom(count + 1, n)).toBe(false)
    }),
    { seed: 1 },
  )
})

test('shares have as few decimals as there can be', () => {
  expect(mostlyFor(5, 4821)).toBe(0.9989)
  expect(mostlyFor(5, 1000)).toBe(0.995)
  expect(shareUpTo(0, 4821)).toBe(0)
  expect(shareUpTo(7, 4821)).toBe(0.0015)
  expect(shareFrom(68, 1000)).toBe(0.068)
})
