import type { CodedFeature } from './coded-feature.ts'
import type { Criterion } from './criterion.ts'
import type { Split, SplitSearch } from './split-search.ts'

/** A node's rows, from `start` to before `end`, and how many splits lead to it. */
export interface Position {
  readonly start: number
  readonly end: number
  readonly depth: number
}

/** A node of a tree that is growing. */
export interface GrownNode extends Position {
  /** What it predicts as a leaf. */
  readonly values: readonly number[]
  readonly weight: number
  readonly impurity: number
  /** How it may be split; the rows are in the order of both parts then. */
  cut: Cut | undefined
  left: GrownNode | undefined
  right: GrownNode | undefined
}

interface Cut {
  readonly split: Split
  /** Where the rows of the right part start. */
  readonly middle: number
  /** How much less the parts' impurity is, as a share of the whole tree's weight; 0 where no rule depends on it. */
  readonly improvement: number
  /** How many features are known to be the same for all rows. */
  readonly constants: number
}

/** What may be split. */
export interface GrowthRules {
  readonly maxDepth: number
  /** A node of fewer rows is a leaf. */
  readonly leastSplitRows: number
  readonly leastLeafRows: number
  readonly leastLeafWeight: number
  /** What a split must take from the impurity of the tree. */
  readonly leastDecrease: number
  /** Whether nodes are split in the order of what their splits take from it. */
  readonly isBestFirst: boolean
}

/** What nodes of one tree are examined with. */
export interface Ground {
  readonly features: readonly CodedFeature[]
  /** The rows of the sample; they are put in another order. */
  readonly rows: Uint32Array
  readonly criterion: Criterion
  readonly find: SplitSearch['find']
  readonly rules: GrowthRules
  /** Weight of all rows. */
  readonly weight: number
}

/** A node with its split, if there is one that the rules allow. */
export function examine(ground: Ground, { start, end, depth }: Position, constants: number): GrownNode {
  const { criterion, rows } = ground
  criterion.enter(rows, start, end)
  const { weight, impurity } = criterion
  const values = criterion.predict()
  // One shape for all nodes, and no copies: there are hundreds of thousands.
  const node: GrownNode = {
    start,
    end,
    depth,
    values,
    weight,
    impurity,
    cut: undefined,
    left: undefined,
    right: undefined,
  }
  if (mayBeSplit(ground, node)) node.cut = cutOf(ground, node, constants)
  return node
}

function mayBeSplit({ rules }: Ground, { start, end, depth, weight, impurity }: GrownNode): boolean {
  const count = end - start
  return (
    depth < rules.maxDepth &&
    count >= rules.leastSplitRows &&
    count >= 2 * rules.leastLeafRows &&
    weight >= 2 * rules.leastLeafWeight &&
    impurity > Number.EPSILON
  )
}

function cutOf(ground: Ground, node: GrownNode, known: number): Cut | undefined {
  const { unsplitGain } = ground.criterion
  const { split, gain, constants } = ground.find(ground.rows, node.start, node.end, known)
  if (split === undefined) return undefined
  const middle = partition(ground, node, split)
  const { leastDecrease, isBestFirst } = ground.rules
  // A split that changes nothing may seem to make things worse, by rounding.
  const isVain = gain - unsplitGain <= 1e-9 * Math.abs(unsplitGain)
  const improvement = isBestFirst || leastDecrease > 0 || isVain ? improvementOf(ground, node, middle) : 0
  if (improvement + Number.EPSILON < leastDecrease) return undefined
  return { split, middle, improvement, constants }
}

/** Puts the rows that go left before the others, and returns where the others start. */
function partition(
  { features, rows }: Ground,
  { start, end }: GrownNode,
  { feature, leftCode, isMissingLeft }: Split,
): number {
  const { codes, values } = features[feature] as CodedFeature
  const missingCode = values.length
  let [left, right] = [start, end]
  while (left < right) {
    const row = rows[left] as number
    const code = codes[row] as number
    if (code === missingCode ? isMissingLeft : code <= leftCode) {
      left++
    } else {
      right--
      rows[left] = rows[right] as number
      rows[right] = row
    }
  }
  return left
}

function improvementOf({ criterion, rows, weight }: Ground, node: GrownNode, middle: number): number {
  criterion.enter(rows, node.start, middle)
  const left = (criterion.weight / node.weight) * criterion.impurity
  criterion.enter(rows, middle, node.end)
  const right = (criterion.weight / node.weight) * criterion.impurity
  return (node.weight / weight) * (node.impurity - right - left)
}
