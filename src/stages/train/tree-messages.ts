import type { GrownTree } from '../../ml/index.ts'

/** What a thread is asked for: a tree of the forest. */
export interface TreeOrder {
  readonly number: number
}

/** What a thread gives. */
export interface TreeMade extends TreeOrder {
  readonly grown: GrownTree
}
