import type { CodedFeature } from './coded-feature.ts'
import type { Criterion } from './criterion.ts'
import { float32Below } from './float32.ts'
import { nodeSort } from './node-sort.ts'
import { xorshift } from './xorshift.ts'

/** Rows go left when the value of a feature is at most the threshold. */
export interface Split {
  readonly feature: number
  /** A float32 number. */
  readonly threshold: number
  /** Whether rows go left whose value is missing. */
  readonly isMissingLeft: boolean
  /** The largest code that goes left. */
  readonly leftCode: number
}

/** What a search found: the split, if any, and how many features are the same for all rows of the node. */
interface Finding {
  readonly split: Split | undefined
  /** The split's, as the criterion has it. */
  readonly gain: number
  readonly constants: number
}

interface SplitRules {
  /** How many features that differ within a node are tried for it, at least one if there is one. */
  readonly triedFeatures: number
  /** How many rows each part must have. */
  readonly leastLeafRows: number
  /** A whole number from 0 to 2³² − 1, for which features are tried. */
  readonly seed: number
}

export interface SplitSearch {
  /**
   * Searches the best split of the rows from `start` to before `end`, which the criterion has entered. `known` features,
   * as an earlier search of a node that holds these rows found, are the same for all of them.
   */
  find(rows: Uint32Array, start: number, end: number, known: number): Finding
}

/** Neighbouring values that differ by no more are not told apart. */
const tolerance = Math.fround(1e-7)
const largestFloat32 = 3.4028234663852886e38

/**
 * Searches the best split of a node among features drawn at random, trying every boundary between two values. Features
 * are drawn in scikit-learn's way, with the same numbers.
 */
export function splitSearch(
  features: readonly CodedFeature[],
  criterion: Criterion,
  { triedFeatures, leastLeafRows, seed }: SplitRules,
): SplitSearch {
  const count = features.length
  const rowCount = features[0]?.codes.length ?? 0
  const sorted = nodeSort(rowCount)
  const boundaries = new Uint32Array(rowCount)
  const draw = xorshift(seed)
  // Drawn constants, known ones, those found in this node, those not drawn yet, drawn ones: in this order.
  const order = Int32Array.from(features.keys())
  const constantOrder = new Int32Array(count)
  let [bestGain, best]: [number, Split | undefined] = [Number.NEGATIVE_INFINITY, undefined]

  function find(rows: Uint32Array, start: number, end: number, known: number): Finding {
    bestGain = Number.NEGATIVE_INFINITY
    best = undefined
    let [visited, found, drawn, unseen] = [0, 0, 0, count]
    while (unseen > known + found && (visited < triedFeatures || visited <= found + drawn)) {
      visited++
      let at = draw(drawn, unseen - found)
      if (at < known) {
        swap(order, drawn++, at)
        continue
      }
      at += found
      if (tryFeature(order[at] as number, rows, start, end)) swap(order, --unseen, at)
      else swap(order, known + found++, at)
    }
    order.set(constantOrder.subarray(0, known))
    constantOrder.set(order.subarray(known, known + found), known)
    return { split: best, gain: bestGain, constants: known + found }
  }

  /** Returns false if the feature is the same for all rows. */
  function tryFeature(feature: number, rows: Uint32Array, start: number, end: number): boolean {
    const { codes, values, hasMissing } = features[feature] as CodedFeature
    if (!sorted.sort(codes, rows, start, end)) return false
    const n = end - start
    let present = n
    if (hasMissing) while (sorted.codes[present - 1] === values.length) present--
    const missing = n - present
    if (missing === 0 && !isAbove(values, sorted.codes[n - 1] as number, sorted.codes[0] as number))
      return false
    tryBoundaries(feature, values, n, missing, false)
    if (missing > 0) {
      moveMissingToFront(sorted.rows, present, n)
      tryBoundaries(feature, values, n, missing, true)
    }
    return true
  }

  function tryBoundaries(
    feature: number,
    values: Float64Array,
    n: number,
    missing: number,
    isMissingLeft: boolean,
  ): void {
    const { rows, codes } = sorted
    const present = n - missing
    const offset = isMissingLeft ? missing : 0
    const last = n - leastLeafRows - offset
    let tried = 0
    for (let k = Math.max(1, leastLeafRows - offset); k < present && k <= last; k++) {
      const code = codes[k] as number
      const before = codes[k - 1] as number
      if (code !== before && isAbove(values, code, before)) boundaries[tried++] = k + offset
    }
    const isRestMissing =
      missing > 0 && !isMissingLeft && present >= leastLeafRows && missing >= leastLeafRows
    if (isRestMissing) boundaries[tried++] = present
    if (tried === 0) return
    const boundary = criterion.search(rows, n, boundaries, tried, bestGain)
    if (boundary < 0) return
    bestGain = criterion.gain
    const leftCode = codes[boundary - offset - 1] as number
    best = {
      feature,
      threshold:
        isRestMissing && boundary === present
          ? largestFloat32
          : thresholdBetween(
              values[leftCode] as number,
              values[codes[boundary - offset] as number] as number,
            ),
      isMissingLeft: missing > 0 ? isMissingLeft : boundary > n - boundary,
      leftCode,
    }
  }

  return { find }
}

function isAbove(values: Float64Array, code: number, other: number): boolean {
  return (values[code] as number) > Math.fround((values[other] as number) + tolerance)
}

/** The middle, rounded down to a float32 number: the same for every float32 number as the middle itself. */
function thresholdBetween(low: number, high: number): number {
  return float32Below(low / 2 + high / 2)
}

function moveMissingToFront(rows: Uint32Array, present: number, n: number): void {
  const missing = rows.slice(present, n)
  rows.copyWithin(missing.length, 0, present)
  rows.set(missing)
}

function swap(items: Int32Array, i: number, j: number): void {
  const kept = items[i] as number
  items[i] = items[j] as number
  items[j] = kept
}
