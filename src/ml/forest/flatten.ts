import type { GrownNode } from './grown-node.ts'
import type { Tree } from './tree.ts'

/** The nodes of a grown tree in arrays. */
export function flatten(root: GrownNode): Tree {
  const feature: number[] = []
  const threshold: number[] = []
  const right: number[] = []
  const missingLeft: number[] = []
  const values: number[] = []
  const leafRow = leafRows(values)
  const waiting: { readonly node: GrownNode; readonly parent: number }[] = [{ node: root, parent: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, parent } = next
    const number = feature.length
    // The left child comes first, so that the right one has the last word on where its parent's right is.
    right[parent] = number
    if (node.left === undefined || node.right === undefined || node.cut === undefined) {
      feature.push(-1)
      threshold.push(0)
      missingLeft.push(0)
      right[number] = leafRow(node.values)
    } else {
      const { split } = node.cut
      feature.push(split.feature)
      threshold.push(split.threshold)
      missingLeft.push(Number(split.isMissingLeft))
      right[number] = 0
      waiting.push({ node: node.right, parent: number }, { node: node.left, parent: number })
    }
  }
  return {
    feature: new Int32Array(feature),
    threshold: new Float32Array(threshold),
    right: new Uint32Array(right),
    missingLeft: new Uint8Array(missingLeft),
    values: new Float64Array(values),
  }
}

/** Adds what a leaf predicts to all values, and returns which row of them it is. */
function leafRows(values: number[]): (leaf: readonly number[]) => number {
  let rows = 0
  // Leaves of one class alone predict the same, whichever it is: their rows of values are shared.
  const pureLeaves = new Map<number, number>()
  return leaf => {
    const pure = leaf.length > 1 ? leaf.indexOf(1) : -1
    const shared = pureLeaves.get(pure)
    if (shared !== undefined) return shared
    values.push(...leaf)
    if (pure >= 0) pureLeaves.set(pure, rows)
    return rows++
  }
}

/** How much of the impurity of a tree each feature takes away; they add up to 1, or are all 0. */
export function importancesOf(root: GrownNode, features: number): Float64Array {
  const importances = new Float64Array(features)
  const waiting = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { left, right, cut } = node
    if (left === undefined || right === undefined || cut === undefined) continue
    const kept = left.weight * left.impurity + right.weight * right.impurity
    const { feature } = cut.split
    importances[feature] = (importances[feature] as number) + (node.weight * node.impurity - kept)
    waiting.push(right, left)
  }
  return normalised(importances)
}

/** Divided by their sum, if it is positive. */
export function normalised(importances: Float64Array): Float64Array {
  const total = importances.reduce((sum, importance) => sum + importance, 0)
  return total > 0 ? importances.map(importance => importance / total) : importances
}
