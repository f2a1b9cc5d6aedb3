/** u − ln(1 + u) ≥ 0 for u ≥ −1, without cancellation around 0. */
export function excessOverLog(u: number): number {
  if (Math.abs(u) > 0.4) return u - Math.log1p(u)
  const ratio = u / (2 + u)
  let power = ratio
  let sum = 0
  for (let k = 3; k < 40; k += 2) {
    power *= ratio * ratio
    sum += power / k
  }
  return ratio * u - 2 * sum
}
