import { examine, type Ground, type GrownNode, type Position } from './grown-node.ts'

/** Splits every node that may be split, and all of the left part before the right one. */
export function growDepthFirst(ground: Ground): GrownNode {
  const root = examine(ground, { start: 0, end: ground.rows.length, depth: 0 }, 0)
  const waiting: { readonly parent: GrownNode; readonly side: 'left' | 'right' }[] = []
  const wait = (parent: GrownNode) => {
    if (parent.cut !== undefined) waiting.push({ parent, side: 'right' }, { parent, side: 'left' })
  }
  wait(root)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { parent, side } = next
    const child = examine(ground, partOf(parent, side), parent.cut?.constants ?? 0)
    parent[side] = child
    wait(child)
  }
  return root
}

/** Splits the node whose split takes most from the impurity of the tree, until there are as many leaves as may be. */
export function growBestFirst(ground: Ground, maxLeaves: number): GrownNode {
  const root = examine(ground, { start: 0, end: ground.rows.length, depth: 0 }, 0)
  const frontier = [root]
  for (let leaves = 1; leaves < maxLeaves; ) {
    const node = takeBest(frontier)
    if (node === undefined) break
    if (node.cut === undefined) continue
    node.left = examine(ground, partOf(node, 'left'), 0)
    node.right = examine(ground, partOf(node, 'right'), 0)
    addTo(frontier, node.left)
    addTo(frontier, node.right)
    leaves++
  }
  return root
}

function partOf({ start, end, depth, cut }: GrownNode, side: 'left' | 'right'): Position {
  const middle = cut?.middle ?? end
  return side === 'left' ? { start, end: middle, depth: depth + 1 } : { start: middle, end, depth: depth + 1 }
}

// A heap whose first node has the largest improvement. Equal ones come in the order of the C++ standard library.

function addTo(heap: GrownNode[], node: GrownNode): void {
  heap.push(node)
  siftUp(heap, heap.length - 1, node)
}

function takeBest(heap: GrownNode[]): GrownNode | undefined {
  const [best] = heap
  const last = heap.pop()
  if (heap.length === 0 || last === undefined) return best
  let at = 0
  for (let child = 2; child <= heap.length; child = 2 * at + 2) {
    const isLeft = child === heap.length || improvementOf(heap[child]) < improvementOf(heap[child - 1])
    const larger = isLeft ? child - 1 : child
    heap[at] = heap[larger] as GrownNode
    at = larger
  }
  siftUp(heap, at, last)
  return best
}

function siftUp(heap: GrownNode[], from: number, node: GrownNode): void {
  let at = from
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (improvementOf(heap[parent]) >= improvementOf(node)) break
    heap[at] = heap[parent] as GrownNode
    at = parent
  }
  heap[at] = node
}

function improvementOf(node: GrownNode | undefined): number {
  return node?.cut?.improvement ?? 0
}
