import type { Counts } from '../../core/tally.ts'

/** The counts of numbers that are sorted. */
export function runLengths(sorted: Float64Array): Counts {
  let distinct = 0
  for (let index = 0; index < sorted.length; index++) if (sorted[index] !== sorted[index - 1]) distinct += 1
  const values = new Float64Array(distinct)
  const counts = new Uint32Array(distinct)
  let last = -1
  for (let index = 0; index < sorted.length; index++) {
    if (sorted[index] !== sorted[index - 1]) {
      last += 1
      // Minus zero equals zero.
      values[last] = (sorted[index] ?? 0) + 0
    }
    counts[last] = (counts[last] ?? 0) + 1
  }
  return { values, counts }
}
