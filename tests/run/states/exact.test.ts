import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactUnits, nearestQuotient, unitsOf, wholeOf } from '../../../src/run/states/exact.ts'

const double = fc.double({ noNaN: true, noDefaultInfinity: true })

test('a double in exact units, divided by one, is the double', () => {
  fc.assert(
    fc.property(double, number => nearestQuotient(exactUnits(number), unitsOf(1)) === number),
    { numRuns: 1000 },
  )
})

test('sums and quotients of two doubles are rounded once, as the processor does', () => {
  fc.assert(
    fc.property(double, double, (a, b) => {
      fc.pre(Number.isFinite(a + b))
      expect(nearestQuotient(exactUnits(a) + exactUnits(b), unitsOf(1))).toBe(a + b + 0)
      fc.pre(b !== 0 && Math.abs(a / b) > 1e-290 && Number.isFinite(a / b))
      expect(nearestQuotient(exactUnits(a), exactUnits(b))).toBe(a / b)
    }),
    { numRuns: 1000 },
  )
})

test('whole numbers of any length come back', () => {
  fc.assert(fc.property(fc.bigInt(), whole => wholeOf(exactUnits(whole)) === whole))
})
