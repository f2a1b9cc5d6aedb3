/**
 * A binary tree in arrays, one entry a node, in preorder: the left child of a node follows it.
 */
export interface Tree {
  /** The feature to compare; −1 in a leaf. */
  readonly feature: Int32Array
  /** Rows go left whose value is at most this. */
  readonly threshold: Float32Array
  /** The right child; in a leaf, which row of `values` it predicts. */
  readonly right: Uint32Array
  /** 1 where rows go left whose value is missing. */
  readonly missingLeft: Uint8Array
  /** What leaves predict, one row after another: the classes' shares, or one number. */
  readonly values: Float64Array
}

/** A tree as JSON, lossless. */
export type TreeJson = { readonly [K in keyof Tree]: readonly number[] }

export function treeToJson(tree: Tree): TreeJson {
  return {
    feature: Array.from(tree.feature),
    threshold: Array.from(tree.threshold),
    right: Array.from(tree.right),
    missingLeft: Array.from(tree.missingLeft),
    values: Array.from(tree.values),
  }
}

/** @throws RangeError when the nodes do not make a tree of so many features and outputs */
export function treeFromJson(json: TreeJson, features: number, outputs: number): Tree {
  const tree = {
    feature: Int32Array.from(json.feature),
    threshold: Float32Array.from(json.threshold),
    right: Uint32Array.from(json.right),
    missingLeft: Uint8Array.from(json.missingLeft),
    values: Float64Array.from(json.values),
  }
  if (!isTree(tree, features, outputs)) throw new RangeError('A tree of a forest is damaged.')
  return tree
}

/** Whether every path leads to a leaf: children come after their parents. */
function isTree(
  { feature, threshold, right, missingLeft, values }: Tree,
  features: number,
  outputs: number,
): boolean {
  const count = feature.length
  const areAligned = [threshold, right, missingLeft].every(list => list.length === count)
  return (
    count > 0 &&
    areAligned &&
    feature.every((column, node) => {
      const to = right[node] as number
      return column < 0
        ? (to + 1) * outputs <= values.length
        : column < features && node + 1 < to && to < count
    })
  )
}

/**
 * The leaf's row of `values` for one row of features.
 *
 * @param features rows of float32 numbers, one after another; NaN is missing
 * @param at where the row starts
 */
export function leafOf(
  { feature, threshold, right, missingLeft }: Tree,
  features: Float32Array,
  at: number,
): number {
  let node = 0
  for (let column = feature[0] as number; column >= 0; column = feature[node] as number) {
    const value = features[at + column] as number
    const isLeft = value <= (threshold[node] as number) || (missingLeft[node] === 1 && Number.isNaN(value))
    node = isLeft ? node + 1 : (right[node] as number)
  }
  return right[node] as number
}
