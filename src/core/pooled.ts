import type { ClusteredSide, WeightedSide } from './metric.ts'
import { compareValues, type Value } from './value.ts'

/** The distinct values of two datasets. */
interface Pooled {
  /** Ascending. */
  readonly values: readonly Value[]
  /** Where each value of the sample stands among `values`. */
  readonly sample: Uint32Array
  readonly reference: Uint32Array
}

/** Merges distinct values of one kind, each list ascending, texts by code points. */
export function pool(sample: readonly Value[], reference: readonly Value[]): Pooled {
  const values: Value[] = []
  const places = { sample: new Uint32Array(sample.length), reference: new Uint32Array(reference.length) }
  let [i, j] = [0, 0]
  while (i < sample.length || j < reference.length) {
    const order = orderOf(sample[i], reference[j])
    values.push((order <= 0 ? sample[i] : reference[j]) ?? null)
    if (order <= 0) places.sample[i++] = values.length - 1
    if (order >= 0) places.reference[j++] = values.length - 1
  }
  return { values, ...places }
}

/** The pairs of a dataset, its values by their places among those of two. */
export function renumbered(side: ClusteredSide, places: Uint32Array): ClusteredSide {
  return { ...side, value: side.value.map(place => places[place] ?? 0) }
}

/** The weights of the values of a dataset at their places among those of two. */
export function spread(side: WeightedSide, places: Uint32Array, length: number): WeightedSide {
  const weights = new Float64Array(length)
  for (const [index, place] of places.entries()) weights[place] = side.weights[index] ?? 0
  return { ...side, weights }
}

/** Nothing comes after everything. */
function orderOf(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined) return 1
  if (b === undefined) return -1
  if (typeof a === 'string' && typeof b === 'string') return orderOfTexts(a, b)
  return compareValues(a, b) ?? 0
}

/** By code points, as databases compare texts; JavaScript compares halves of surrogate pairs. */
export function orderOfTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (left !== right) return ranked(left) - ranked(right)
  }
  return a.length - b.length
}

/** Puts surrogates, which begin the highest code points, above all other units. */
function ranked(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
