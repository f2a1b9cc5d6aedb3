const passes = 4
const radix = 65_536
/** Below this, the engine's own sort is faster than clearing the counters. */
const smallest = 60_000

/**
 * Sorts numbers in place, ascending; −0 counts as 0, NaN is not allowed.
 *
 * Least significant digit first over the bits of the doubles, sixteen at a time, skipping digits that all
 * values share.
 */
export function radixSort(values: Float64Array): Float64Array {
  if (values.length < smallest) return values.sort()
  let from: Uint32Array = new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
  let to: Uint32Array = new Uint32Array(values.length * 2)
  toSortableBits(from)
  const counts = countDigits(from)
  for (let pass = 0; pass < passes; pass++) {
    const count = counts.subarray(pass * radix, (pass + 1) * radix)
    if (count.includes(values.length)) continue
    scatter(from, to, count, pass)
    ;[from, to] = [to, from]
  }
  toDoubleBits(from)
  if (from.buffer !== values.buffer) values.set(new Float64Array(from.buffer, from.byteOffset, values.length))
  return values
}

/** Makes the unsigned order of the bits the order of the numbers. */
function toSortableBits(bits: Uint32Array): void {
  for (let low = 0; low < bits.length; low += 2) {
    const high = bits[low + 1] ?? 0
    const isNegative = high >>> 31 === 1
    if (isNegative && high === 0x8000_0000 && bits[low] === 0) bits[low + 1] = 0x8000_0000
    else if (isNegative) {
      bits[low] = ~(bits[low] ?? 0)
      bits[low + 1] = ~high
    } else bits[low + 1] = high | 0x8000_0000
  }
}

function toDoubleBits(bits: Uint32Array): void {
  for (let low = 0; low < bits.length; low += 2) {
    const high = bits[low + 1] ?? 0
    if (high >>> 31 === 1) bits[low + 1] = high & 0x7fff_ffff
    else {
      bits[low] = ~(bits[low] ?? 0)
      bits[low + 1] = ~high
    }
  }
}

function countDigits(bits: Uint32Array): Uint32Array {
  const counts = new Uint32Array(passes * radix)
  for (let index = 0; index < bits.length; index += 2) {
    const low = bits[index] ?? 0
    const high = bits[index + 1] ?? 0
    increase(counts, low & 0xffff)
    increase(counts, radix + (low >>> 16))
    increase(counts, 2 * radix + (high & 0xffff))
    increase(counts, 3 * radix + (high >>> 16))
  }
  return counts
}

function increase(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1
}

function scatter(from: Uint32Array, to: Uint32Array, counts: Uint32Array, pass: number): void {
  const starts = startsOf(counts)
  const word = pass >> 1
  const shift = (pass & 1) * 16
  for (let index = 0; index < from.length; index += 2) {
    const digit = ((from[index + word] ?? 0) >>> shift) & 0xffff
    const target = starts[digit] ?? 0
    starts[digit] = target + 1
    to[2 * target] = from[index] ?? 0
    to[2 * target + 1] = from[index + 1] ?? 0
  }
}

function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length)
  for (let digit = 1; digit < counts.length; digit++)
    starts[digit] = (starts[digit - 1] ?? 0) + (counts[digit - 1] ?? 0)
  return starts
}
