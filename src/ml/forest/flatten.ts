import type { GrownNode } from './grown-node.ts'
import type { Tree } from './tree.ts'

/** The nodes of a grown tree in arrays. */
export function flatten(root: GrownNode): Tree {
  const nodes: { feature: number; threshold: number; right: number; isMissingLeft: boolean }[] = []
  const values: number[] = []
  const outputs = root.values.length
  // Leaves of one class alone predict the same, whichever it is: their rows of values are shared.
  const pureLeaves = new Map<number, number>()

  function leafRow(leaf: Float64Array): number {
    const pure = outputs > 1 ? leaf.indexOf(1) : -1
    const shared = pure < 0 ? undefined : pureLeaves.get(pure)
    if (shared !== undefined) return shared
    const row = values.length / outputs
    values.push(...leaf)
    if (pure >= 0) pureLeaves.set(pure, row)
    return row
  }

  const waiting: { readonly node: GrownNode; readonly parent: number }[] = [{ node: root, parent: -1 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, parent } = next
    const parentEntry = nodes[parent]
    if (parentEntry !== undefined) parentEntry.right = nodes.length
    const { left, right, cut } = node
    if (left === undefined || right === undefined || cut === undefined) {
      nodes.push({ feature: -1, threshold: 0, right: leafRow(node.values), isMissingLeft: false })
    } else {
      const { feature, threshold, isMissingLeft } = cut.split
      // The left child comes first, so that the right one has the last word on where `right` is.
      waiting.push({ node: right, parent: nodes.length }, { node: left, parent: nodes.length })
      nodes.push({ feature, threshold, right: 0, isMissingLeft })
    }
  }
  return {
    feature: Int32Array.from(nodes, node => node.feature),
    threshold: Float32Array.from(nodes, node => node.threshold),
    right: Uint32Array.from(nodes, node => node.right),
    missingLeft: Uint8Array.from(nodes, node => Number(node.isMissingLeft)),
    values: Float64Array.from(values),
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
