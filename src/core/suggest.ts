/**
 * The candidate closest to a mistyped word, or `undefined` when none is close.
 *
 * Case, spaces, `-` and `_` do not count; otherwise at most a third of the letters may differ
 * (insertions, deletions, substitutions and transpositions count one each). Where none is so close, it is the only one
 * that goes on from the word, or the word from it: at least three letters.
 *
 * @example closest('tempoo', ['tempo', 'time']) // 'tempo'
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = normalised(word)
  let best: string | undefined
  let bestDistance = Math.floor(Math.max(wanted.length, 3) / 3) + 1
  for (const candidate of candidates) {
    const distance = editDistance(wanted, normalised(candidate), bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best ?? onlyContinued(wanted, [...candidates])
}

/** `Did you mean "tempo"?`, or the list of what is possible when nothing is close. */
export function didYouMean(word: string, candidates: readonly string[], plural = 'Possible are'): string {
  const best = closest(word, candidates)
  if (best !== undefined) return `Did you mean ${best}?`
  if (candidates.length === 0) return 'There are none.'
  const shown = candidates.slice(0, 12)
  const rest = candidates.length - shown.length
  return `${plural} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
}

function onlyContinued(wanted: string, candidates: readonly string[]): string | undefined {
  const [only, ...others] = candidates.filter(candidate => {
    const [short = '', long = ''] = [wanted, normalised(candidate)].sort((a, b) => a.length - b.length)
    return short.length >= 3 && long.startsWith(short)
  })
  return others.length === 0 ? only : undefined
}

function normalised(word: string): string {
  return word.toLowerCase().replace(/[\s_-]+/g, '')
}

/** Optimal string alignment distance, cut off at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let distance = Math.min(substitution, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1)
      row.push(distance)
    }
    beforeLast = last
    last = row
  }
  return Math.min(last[b.length] ?? limit, limit)
}
