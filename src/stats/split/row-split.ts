/** The positions of the rows to learn from and of those to judge by, from 0. */
export interface RowSplit {
  readonly train: Uint32Array
  readonly test: Uint32Array
}
