import type { Tally } from './metric.ts'

/** Distinct values, ascending, and how often each occurs. */
export interface Counts<T extends number | bigint = number> {
  readonly values: ArrayLike<T>
  readonly counts: ArrayLike<number>
}

/** The counts of two datasets as one tally. */
export function tallyOf(sample: Counts<number | bigint>, reference: Counts<number | bigint>): Tally {
  const distinct = eachPooled(sample, reference, () => {})
  const values = new Float64Array(distinct)
  const tally = { values, reference: new Uint32Array(distinct), sample: new Uint32Array(distinct) }
  eachPooled(sample, reference, (index, value, ofSample, ofReference) => {
    values[index] = Number(value)
    tally.sample[index] = ofSample
    tally.reference[index] = ofReference
  })
  return tally
}

/** Visits the distinct values of both in order, and returns how many there are. */
function eachPooled(
  a: Counts<number | bigint>,
  b: Counts<number | bigint>,
  visit: (index: number, value: number | bigint, ofA: number, ofB: number) => void,
): number {
  let [i, j, index] = [0, 0, 0]
  while (i < a.values.length || j < b.values.length) {
    const [left, right] = [a.values[i], b.values[j]]
    const takesLeft = left !== undefined && (right === undefined || left <= right)
    const takesRight = right !== undefined && (left === undefined || right <= left)
    const value = takesLeft ? left : right
    if (value === undefined) break
    visit(index, value, takesLeft ? (a.counts[i] ?? 0) : 0, takesRight ? (b.counts[j] ?? 0) : 0)
    if (takesLeft) i += 1
    if (takesRight) j += 1
    index += 1
  }
  return index
}
