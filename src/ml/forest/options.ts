import { z } from 'zod'

const count = z.int().min(1)

/** A number of rows from 1, or a share of them below 1. */
const rowsOrShare = z.union([z.int().min(1), z.number().gt(0).lt(1)])

const common = {
  /** How many trees there are. */
  n_estimators: count.default(100),
  /** The most splits from the root to a leaf; null for no limit. */
  max_depth: count.nullable().default(null),
  /** A node of fewer rows is a leaf; a share is of all rows, and at least 2. */
  min_samples_split: z.union([z.int().min(2), z.number().gt(0).lt(1)]).default(2),
  /** Each part of a split has as many rows; a share is of all rows. */
  min_samples_leaf: rowsOrShare.default(1),
  /** Each part of a split has this share of the weight of all rows. */
  min_weight_fraction_leaf: z.number().min(0).max(0.5).default(0),
  /** Leaves are made where they help most, until there are as many; null for no limit. */
  max_leaf_nodes: z.int().min(2).nullable().default(null),
  /** What a split takes from the impurity of the tree, at least. */
  min_impurity_decrease: z.number().min(0).default(0),
  /** Branches are cut off that gain no more for each of their leaves; 0 for none. */
  ccp_alpha: z.number().min(0).default(0),
  /** Whether each tree sees rows drawn with replacement, rather than all. */
  bootstrap: z.boolean().default(true),
  /** How many rows are drawn for a tree, from 1, or a share of them below 1; null for as many as there are. */
  max_samples: rowsOrShare.nullable().default(null),
  /** Whether to score each row by the trees that did not see it. */
  oob_score: z.boolean().default(false),
}

/** How many features are tried at a split: a number from 1, a share of them below 1, or null for all. */
const maxFeatures = z.union([z.enum(['sqrt', 'log2']), z.int().min(1), z.number().gt(0).lt(1)]).nullable()

/** Parameters of a forest that tells classes, by scikit-learn's names. */
export const classifierOptions = z.strictObject({
  criterion: z.enum(['gini', 'entropy']).default('gini'),
  ...common,
  max_features: maxFeatures.default('sqrt'),
  /**
   * Weights by class; `balanced` ones are in inverse proportion to the classes' rows. Rows are drawn for a tree by their
   * weights, as from scikit-learn 1.9 on; before, rows were drawn alike and counted by their weights.
   */
  class_weight: z
    .union([z.enum(['balanced', 'balanced_subsample']), z.record(z.string(), z.number().gt(0))])
    .nullable()
    .default(null),
})

/** Parameters of a forest that predicts numbers, by scikit-learn's names. */
export const regressorOptions = z.strictObject({
  criterion: z.enum(['squared_error', 'absolute_error']).default('squared_error'),
  ...common,
  max_features: maxFeatures.default(null),
})

type ClassifierOptions = z.output<typeof classifierOptions>
type RegressorOptions = z.output<typeof regressorOptions>
export type ForestOptions = ClassifierOptions | RegressorOptions
