/** The smallest effect that matters: a number from 0. */
export function checkEffect(effect: number): void {
  if (!(effect >= 0)) throw new RangeError(`An effect that matters cannot be ${effect}.`)
}

/** The probability with which a bound or a test may be wrong. */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`A level lies between 0 and 1, unlike ${level}.`)
}
