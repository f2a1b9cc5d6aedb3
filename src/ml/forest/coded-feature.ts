/** A feature whose values are replaced by their ranks among the distinct ones, so that a tree sorts whole numbers. */
export interface CodedFeature {
  /** For each row the rank of its value, from 0; the number of distinct values where it is missing. */
  readonly codes: Uint32Array
  /** The distinct values, ascending: float32 numbers. */
  readonly values: Float64Array
  readonly hasMissing: boolean
}

/** Codes the values of a feature, NaN where one is missing. Rounds them to float32, as scikit-learn does. */
export function codedFeature(numbers: Float64Array | Float32Array): CodedFeature {
  // Adding 0 makes 0 of −0, which sorts before it.
  const rounded = Float32Array.from(numbers, number => number + 0)
  const values = distinctOf(rounded)
  let hasMissing = false
  const codes = Uint32Array.from(rounded, value => {
    if (!Number.isNaN(value)) return rankOf(value, values)
    hasMissing = true
    return values.length
  })
  return { codes, values, hasMissing }
}

function distinctOf(rounded: Float32Array): Float64Array {
  const sorted = rounded.slice().sort()
  let distinct = 0
  for (let k = 0; k < sorted.length; k++) {
    const value = sorted[k] as number
    if (Number.isNaN(value)) break
    if (distinct === 0 || value !== sorted[distinct - 1]) sorted[distinct++] = value
  }
  return Float64Array.from(sorted.subarray(0, distinct))
}

function rankOf(value: number, values: Float64Array): number {
  let [low, high] = [0, values.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (values[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}
