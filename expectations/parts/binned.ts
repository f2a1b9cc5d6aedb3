/** The distribution function that is even within each bin. */
export function binnedCdf(bins: readonly number[], weights: readonly number[]): (x: number) => number {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const levels = [0]
  for (const weight of weights) levels.push((levels.at(-1) ?? 0) + weight / whole)
  return x => {
    if (x <= (bins[0] ?? 0)) return 0
    const above = bins.findIndex(bin => x < bin)
    if (above === -1) return 1
    const [from = 0, to = 1] = [bins[above - 1], bins[above]]
    const [low = 0, high = 1] = [levels[above - 1], levels[above]]
    return Math.min(1, low + ((high - low) * (x - from)) / (to - from))
  }
}

/** The shares of numbers in bins, with a bin more where there are numbers below or above all of them. */
export function countsInBins(numbers: Float64Array, bins: readonly number[]) {
  const [least = 0, most = 0] = [numbers[0], numbers.at(-1)]
  const all = [
    ...(least < (bins[0] ?? least) ? [least] : []),
    ...bins,
    ...(most > (bins.at(-1) ?? most) ? [most] : []),
  ]
  const counts = new Array<number>(all.length - 1).fill(0)
  for (const number of numbers) {
    const above = all.findIndex(bin => number < bin)
    const place = above === -1 ? counts.length - 1 : above - 1
    counts[place] = (counts[place] ?? 0) + 1
  }
  return { bins: all, weights: counts.map(count => count / numbers.length) }
}
