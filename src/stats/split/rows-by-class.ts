import type { Classes } from './classes.ts'

/** The rows of each class, ascending, in the order of classes. */
export function rowsByClass({ codes, counts }: Pick<Classes, 'codes' | 'counts'>): readonly Uint32Array[] {
  const rows = new Uint32Array(codes.length)
  const starts = startsOf(counts)
  const ends = starts.slice()
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    const end = ends[code] as number
    rows[end] = row
    ends[code] = end + 1
  }
  return Array.from(counts, (count, code) => rows.subarray(starts[code], (starts[code] as number) + count))
}

function startsOf(counts: Uint32Array): Uint32Array {
  let before = 0
  return counts.map(count => {
    before += count
    return before - count
  })
}
