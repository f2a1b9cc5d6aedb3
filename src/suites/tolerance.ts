/** What sampling alone explains: how far a random part of one dataset may differ from another. */
export interface Tolerance {
  /** The largest count among n rows that is explained at level alpha when `seen` of m reference rows had a property. */
  mostExplained(seen: number, m: number, n: number, alpha: number): number
  /** The smallest such count. */
  leastExplained(seen: number, m: number, n: number, alpha: number): number
}

/** The share that `allowed` offenders of n reach and one more misses, with as few decimals as there can be. */
export function mostlyFor(allowed: number, n: number): number {
  return roundest((n - allowed - 1) / n, (n - allowed) / n)
}

/** The upper bound of a share that a count of n respects and the next one exceeds. */
export function shareUpTo(count: number, n: number): number {
  return count === 0 ? 0 : roundest(count / n, (count + 0.5) / n)
}

/** The lower bound of a share that a count of n respects and the one before does not reach; the count is positive. */
export function shareFrom(count: number, n: number): number {
  return roundest((count - 1) / n, count / n)
}

/** The number with the fewest decimals that is above one limit and not above the other. */
function roundest(above: number, upTo: number): number {
  for (let decimals = 0; decimals <= 17; decimals++) {
    const number = Math.floor(upTo * 10 ** decimals) / 10 ** decimals
    if (number > above && number <= upTo) return number
  }
  return upTo
}
