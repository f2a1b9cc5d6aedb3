import { expect } from 'vitest'

/** Expects numbers to be the same but for a difference of 1e-12, relative where they are above 1. */
export function close(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  const far = expected.filter(
    (number, k) => !(Math.abs(number - (found[k] ?? Number.NaN)) <= 1e-12 * Math.max(1, Math.abs(number))),
  )
  if (far.length > 0) expect([...Array.from(found)]).toEqual(expected)
}
