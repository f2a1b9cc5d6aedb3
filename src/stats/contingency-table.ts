/** Counts of categories: one row per sample, one column per category. */
export type ContingencyTable = readonly ArrayLike<number>[]
