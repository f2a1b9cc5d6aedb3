/** What a tree makes small: how much the targets of the rows of a node differ. All weights are those of rows. */
export interface Criterion {
  /** Weight of the rows of the node that was entered last. */
  readonly weight: number
  /** Impurity of that node, from 0. */
  readonly impurity: number
  /** Takes up the rows from `start` to before `end`. */
  enter(rows: Uint32Array, start: number, end: number): void
  /** What a leaf predicts for the node that was entered last. */
  predict(): readonly number[]
  /**
   * The boundary after which the sorted rows of the node are best split, if its gain is more than `least`; −1 if none
   * is. The gain is the loss of impurity times a constant, plus another, both the same for all splits of a node; that
   * of the boundary found is `gain`.
   *
   * @param rows all rows of the node, in the order of a feature
   * @param boundaries ascending numbers of rows that go left, from 1 to below n
   */
  search(rows: Uint32Array, n: number, boundaries: Uint32Array, count: number, least: number): number
  readonly gain: number
  /** What `gain` is for the node as it is, without a split. */
  readonly unsplitGain: number
}

/** The weights of the rows of a sample. */
export interface RowWeights {
  /** 0 for a row that is not in the sample. */
  readonly weights: Float64Array
  /** What each part of a split must weigh at least. */
  readonly leastLeafWeight: number
}
