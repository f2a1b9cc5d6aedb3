/** Where the peak is looked for. For a logarithm u that is e^u from the smallest double to 1e147. */
const [lowest, highest] = [-740, 340]

/**
 * Natural logarithm of the integral of e^f over all u, for an analytic and concave f, such as the logarithm of a
 * density. It takes −∞ at most on the right.
 *
 * The trapezoidal rule between the points where e^f is e⁻⁴⁵ of its peak, with halved steps until the sum stands.
 *
 * @see Trefethen & Weideman 2014, doi:10.1137/130932132, for why this plain rule converges geometrically
 */
export function lnIntegralOfLogConcave(f: (u: number) => number): number {
  const peak = peakOf(f)
  const height = f(peak)
  const from = edgeOf(f, height - 45, peak, lowest)
  const to = edgeOf(f, height - 45, peak, highest)
  const sumOver = (points: number, first: number, step: number) => {
    let sum = 0
    for (let k = first; k < points; k += step) sum += Math.exp(f(from + ((to - from) * k) / points) - height)
    return sum
  }
  let sum = sumOver(32, 1, 1)
  for (let points = 64; ; points *= 2) {
    const added = sumOver(points, 1, 2)
    const stands = Math.abs(added - sum) <= 1e-13 * sum
    sum += added
    if (stands || points === 2 ** 14) return height + Math.log((sum * (to - from)) / points)
  }
}

/** Golden section search, until the integrand is nearly constant over the interval that is left. */
function peakOf(f: (u: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [lowest, highest]
  let [atLow, atHigh] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)]
  let [atLeft, atRight] = [f(left), f(right)]
  for (let round = 0; round < 80; round++) {
    if (Math.max(atLeft, atRight) - Math.min(atLow, atHigh) <= 0.1) break
    if (atLeft >= atRight) {
      ;[high, atHigh, right, atRight] = [right, atRight, left, atLeft]
      left = high - golden * (high - low)
      atLeft = f(left)
    } else {
      ;[low, atLow, left, atLeft] = [left, atLeft, right, atRight]
      right = low + golden * (high - low)
      atRight = f(right)
    }
  }
  return atLeft >= atRight ? left : right
}

/** About where f falls to a level on the way from its peak to an end, on the outer side. */
function edgeOf(f: (u: number) => number, level: number, peak: number, end: number): number {
  let [inside, outside] = [peak, end]
  for (let round = 0; round < 60; round++) {
    if (Math.abs(outside - inside) <= 0.01 * Math.abs(outside - peak)) break
    const middle = (inside + outside) / 2
    if (f(middle) > level) inside = middle
    else outside = middle
  }
  return outside
}
