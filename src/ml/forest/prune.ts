import type { GrownNode } from './grown-node.ts'

/** An inner node: what its leaves lose together, and what it would lose as a leaf, as shares of the tree's weight. */
interface Branch {
  readonly node: GrownNode
  readonly parent: Branch | undefined
  readonly lossAsLeaf: number
  loss: number
  leaves: number
}

/**
 * Makes leaves of nodes whose branches gain no more than `alpha` of impurity for each leaf beyond the first, the
 * weakest first; nothing for 0.
 *
 * Agrees with `ccp_alpha` of scikit-learn.
 *
 * @see Breiman, Friedman, Olshen & Stone 1984, Classification and Regression Trees, chapter 3
 */
export function prune(root: GrownNode, alpha: number): void {
  if (alpha === 0) return
  const branches = branchesOf(root)
  for (;;) {
    const weakest = weakestOf(branches)
    if (weakest === undefined || alpha < gainOf(weakest)) return
    const [more, fewer] = [weakest.lossAsLeaf - weakest.loss, weakest.leaves - 1]
    for (let above = weakest.parent; above !== undefined; above = above.parent) {
      above.loss += more
      above.leaves -= fewer
    }
    cutOff(weakest.node, branches)
  }
}

/** All inner nodes, in preorder. */
function branchesOf(root: GrownNode): Map<GrownNode, Branch> {
  const branches = new Map<GrownNode, Branch>()
  const waiting: { readonly node: GrownNode; readonly parent: Branch | undefined }[] = [
    { node: root, parent: undefined },
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, parent } = next
    const lossAsLeaf = (node.weight * node.impurity) / root.weight
    if (node.left === undefined || node.right === undefined) {
      for (let above = parent; above !== undefined; above = above.parent) {
        above.loss += lossAsLeaf
        above.leaves++
      }
    } else {
      const branch = { node, parent, lossAsLeaf, loss: 0, leaves: 0 }
      branches.set(node, branch)
      waiting.push({ node: node.right, parent: branch }, { node: node.left, parent: branch })
    }
  }
  return branches
}

/** The one whose leaves gain least, the first of several. */
function weakestOf(branches: ReadonlyMap<GrownNode, Branch>): Branch | undefined {
  let weakest: Branch | undefined
  for (const branch of branches.values())
    if (weakest === undefined || gainOf(branch) < gainOf(weakest)) weakest = branch
  return weakest
}

function gainOf({ lossAsLeaf, loss, leaves }: Branch): number {
  return (lossAsLeaf - loss) / (leaves - 1)
}

function cutOff(node: GrownNode, branches: Map<GrownNode, Branch>): void {
  const waiting = [node]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    branches.delete(next)
    if (next.left !== undefined && next.right !== undefined) waiting.push(next.left, next.right)
  }
  node.left = undefined
  node.right = undefined
}
