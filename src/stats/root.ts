/**
 * Where a decreasing function of a positive number reaches a target, by doubling and then halving an interval
 * until no double lies between its ends. 0 where the function starts at or below the target.
 */
export function solveDecreasing(valueAt: (x: number) => number, target: number): number {
  let low = 0
  let high = 1
  while (valueAt(high) > target && high < Number.MAX_VALUE / 2) {
    low = high
    high *= 2
  }
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (valueAt(middle) > target) low = middle
    else high = middle
    // Halving an interval that touches 0 would walk through every subnormal number.
    if (high < 1e-290) return 0
  }
  return high
}
