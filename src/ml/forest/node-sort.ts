/** The rows of a node in the order of a feature's codes. The lists are used again for the next feature. */
export interface NodeSort {
  /** Rows of the node, by code. */
  readonly rows: Uint32Array
  /** Their codes, ascending. */
  readonly codes: Uint32Array
  /**
   * Sorts the rows from `start` to before `end` by their codes. Returns false, without having sorted them, when all
   * have the same code. Rows of one code are in no particular order.
   */
  sort(codes: Uint32Array, rows: Uint32Array, start: number, end: number): boolean
}

/** Up to here, moving each entry to its place is faster than counting. */
const fewRows = 32

/** @param most rows that a node can have */
export function nodeSort(most: number): NodeSort {
  const sorted = { rows: new Uint32Array(most), codes: new Uint32Array(most) }
  const spare = { rows: new Uint32Array(most), codes: new Uint32Array(most) }
  const counts = new Uint32Array(1 << 11)
  const packed = new Uint32Array(fewRows)
  return {
    ...sorted,
    sort(codes, rows, start, end) {
      const n = end - start
      let [least, most] = [0xffffffff, 0]
      for (let k = 0; k < n; k++) {
        const row = rows[start + k] as number
        const code = codes[row] as number
        sorted.rows[k] = row
        sorted.codes[k] = code
        if (code < least) least = code
        if (code > most) most = code
      }
      if (least === most) return false
      if (n <= fewRows && most - least < 2 ** 27) sortFew(packed, sorted, spare.rows, n, least)
      else sortByDigits(counts, sorted, spare, n, least, most)
      return true
    },
  }
}

interface Entries {
  readonly rows: Uint32Array
  readonly codes: Uint32Array
}

/** Insertion sort of codes with their positions in the lowest five bits. */
function sortFew(packed: Uint32Array, entries: Entries, spare: Uint32Array, n: number, least: number): void {
  const { rows, codes } = entries
  for (let k = 0; k < n; k++) {
    spare[k] = rows[k] as number
    const entry = ((((codes[k] as number) - least) << 5) | k) >>> 0
    let at = k
    while (at > 0 && (packed[at - 1] as number) > entry) {
      packed[at] = packed[at - 1] as number
      at--
    }
    packed[at] = entry
  }
  for (let k = 0; k < n; k++) {
    const entry = packed[k] as number
    rows[k] = spare[entry & 31] as number
    codes[k] = (entry >>> 5) + least
  }
}

/** Radix sort from the lowest digit, with digits as long as the number of rows makes worthwhile. */
function sortByDigits(
  counts: Uint32Array,
  sorted: Entries,
  spare: Entries,
  n: number,
  least: number,
  most: number,
): void {
  const bits = 32 - Math.clz32(most - least)
  const passes = Math.ceil(bits / Math.min(11, 32 - Math.clz32(n)))
  const digitBits = Math.ceil(bits / passes)
  let [from, to] = [sorted, spare]
  for (let pass = 0; pass < passes; pass++) {
    placeByDigit(counts, from, to, n, least, pass * digitBits, (1 << digitBits) - 1)
    ;[from, to] = [to, from]
  }
  if (from === sorted) return
  sorted.rows.set(from.rows.subarray(0, n))
  sorted.codes.set(from.codes.subarray(0, n))
}

function placeByDigit(
  counts: Uint32Array,
  from: Entries,
  to: Entries,
  n: number,
  least: number,
  shift: number,
  mask: number,
): void {
  const { codes, rows } = from
  const { codes: toCodes, rows: toRows } = to
  counts.fill(0, 0, mask + 1)
  for (let k = 0; k < n; k++) {
    const digit = (((codes[k] as number) - least) >>> shift) & mask
    counts[digit] = (counts[digit] as number) + 1
  }
  let before = 0
  for (let digit = 0; digit <= mask; digit++) {
    const count = counts[digit] as number
    counts[digit] = before
    before += count
  }
  for (let k = 0; k < n; k++) {
    const code = codes[k] as number
    const digit = ((code - least) >>> shift) & mask
    const at = counts[digit] as number
    counts[digit] = at + 1
    toCodes[at] = code
    toRows[at] = rows[k] as number
  }
}
