import { type Bounds, isOutside } from '../../src/core/bounds.ts'
import type { Repair } from '../../src/core/expectation.ts'
import { and, call, type Expr, isNonFinite, literal, not, value } from '../../src/core/expr.ts'
import { formatCount } from '../../src/core/format.ts'

type Reading = Pick<Repair, 'cause' | 'next'>

const otherUnit: Reading = {
  cause: 'in another unit',
  next: 'Check the unit at the source of these rows.',
}
const otherSign: Reading = {
  cause: 'of the other sign',
  next: 'Check what a negative value means at the source of these rows, such as a refund.',
}

/** Seconds and minutes, percent, and the prefixes of units. */
const factors = [1000, 100, 60, 1_000_000]

/**
 * What numbers outside of a range may be: numbers in another unit, or of another sign. None for a range of moments or
 * texts.
 */
export function unitRepairs(column: string, bounds: Bounds): readonly Repair[] {
  if (typeof (bounds.min ?? bounds.max) !== 'number') return []
  const repair = (text: string, { cause, next }: Reading, repaired: Expr): Repair => ({
    text,
    cause,
    next,
    value: repaired,
    fits: and(not(isNonFinite(repaired)), not(isOutside(repaired, bounds))),
  })
  const own = value(column)
  return [
    ...factors.flatMap(factor => [
      repair(`multiplied by ${formatCount(factor)}`, otherUnit, call('multiply', own, literal(factor))),
      repair(`divided by ${formatCount(factor)}`, otherUnit, call('divide', own, literal(factor))),
    ]),
    repair('without the minus sign', otherSign, call('abs', own)),
  ]
}
