/** How far from 0 the peak is looked for: a factor of e³⁴⁰, about 1e147, where u is a logarithm. */
const reach = 340

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
  const from = edgeOf(f, height - 45, peak, -reach)
  const to = edgeOf(f, height - 45, peak, reach)
  const sumOver = (points: number, first: number, step: number) => {
    let sum = 0
    for (let k = first; k < points; k += step) sum += Math.exp(f(from + ((to - from) * k) / points) - height)
    return sum
  }
  let sum = sumOver(64, 1, 1)
  for (let points = 128; ; points *= 2) {
    const added = sumOver(points, 1, 2)
    const stands = Math.abs(added - sum) <= 1e-13 * sum
    sum += added
    if (stands || points === 2 ** 14) return height + Math.log((sum * (to - from)) / points)
  }
}

/** Golden section search. */
function peakOf(f: (u: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [-reach, reach]
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)]
  let [atLeft, atRight] = [f(left), f(right)]
  for (let round = 0; round < 80; round++) {
    if (atLeft >= atRight) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - golden * (high - low)
      atLeft = f(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + golden * (high - low)
      atRight = f(right)
    }
  }
  return (low + high) / 2
}

/** Where f falls to a level on the way from its peak to an end. */
function edgeOf(f: (u: number) => number, level: number, peak: number, end: number): number {
  let [inside, outside] = [peak, end]
  for (let round = 0; round < 60; round++) {
    const middle = (inside + outside) / 2
    if (f(middle) > level) inside = middle
    else outside = middle
  }
  return outside
}
