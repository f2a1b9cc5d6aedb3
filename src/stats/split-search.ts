import type { BinnedColumn } from './feature-bins.ts'
import type { Histogram } from './histogram.ts'

/** Which rows of a node go left, by their bin in one column. */
export interface Split {
  readonly column: number
  readonly isLeft: Uint8Array
}

interface Cut {
  readonly length: number
  readonly gain: number
}

/** Share of the way to the best value that a leaf goes. */
const learningRate = 0.1
/** Added to each sum of Hessians, so that a leaf of few rows has a small value. */
const ridge = 1
/** Of Hessians in a leaf; about 20 rows of undecided ones. */
const leastHessian = 5
/** Draws a category of few rows to the middle of the order of categories. */
const categorySmoothing = 10
/** The numbers of all bins that a column can have. */
const ascending: readonly number[] = Array.from({ length: 256 }, (_, bin) => bin)

/** What a leaf with these sums of derivatives adds to the scores of its rows. */
export function leafValue(gradient: number, hessian: number): number {
  return (-learningRate * gradient) / (hessian + ridge)
}

/**
 * The split into two leaves that lowers the loss most, to second order; none when no split lowers it. Categories are
 * tried in the order of their mean gradient.
 *
 * @see Chen and Guestrin 2016, doi:10.1145/2939672.2939785, equation 7; Fisher 1958, doi:10.1080/01621459.1958.10501479
 */
export function bestSplit(columns: readonly BinnedColumn[], histogram: Histogram): Split | undefined {
  let best: { column: number; gain: number; left: readonly number[] } | undefined
  let first = 0
  for (const [column, { bins, isOrdered }] of columns.entries()) {
    const sums = histogram.subarray(2 * first, 2 * (first + bins))
    const order = isOrdered ? ascending.slice(0, bins) : byMeanGradient(sums, bins)
    const cut = bestCut(sums, order)
    if (cut.gain > (best?.gain ?? 1e-9)) best = { column, gain: cut.gain, left: order.slice(0, cut.length) }
    first += bins
  }
  if (best === undefined) return undefined
  const isLeft = new Uint8Array(columns[best.column]?.bins ?? 0)
  for (const bin of best.left) isLeft[bin] = 1
  return { column: best.column, isLeft }
}

/** How many bins of an order go left, and twice the loss that this saves. */
function bestCut(sums: Histogram, order: readonly number[]): Cut {
  const [gradient, hessian] = total(sums)
  const whole = gradient ** 2 / (hessian + ridge)
  let [length, gain] = [0, 0]
  let [leftGradient, leftHessian] = [0, 0]
  for (let k = 0; k < order.length; k++) {
    const bin = order[k] ?? 0
    leftGradient += sums[2 * bin] ?? 0
    leftHessian += sums[2 * bin + 1] ?? 0
    const rightHessian = hessian - leftHessian
    if (leftHessian < leastHessian) continue
    if (rightHessian < leastHessian) break
    const left = leftGradient ** 2 / (leftHessian + ridge)
    const right = (gradient - leftGradient) ** 2 / (rightHessian + ridge)
    if (left + right - whole > gain) {
      length = k + 1
      gain = left + right - whole
    }
  }
  return { length, gain }
}

function total(sums: Histogram): readonly [gradient: number, hessian: number] {
  let [gradient, hessian] = [0, 0]
  for (let k = 0; k < sums.length; k += 2) {
    gradient += sums[k] ?? 0
    hessian += sums[k + 1] ?? 0
  }
  return [gradient, hessian]
}

function byMeanGradient(sums: Histogram, bins: number): readonly number[] {
  const mean = (bin: number) => (sums[2 * bin] ?? 0) / ((sums[2 * bin + 1] ?? 0) + categorySmoothing)
  return ascending.slice(0, bins).sort((a, b) => mean(a) - mean(b))
}
