import type { Forest } from '../forest/forest.ts'
import type { Tree } from '../forest/tree.ts'
import type { GraphBuilder } from './graph.ts'

/**
 * Writes a forest: features of shape [N, k] in, the mean over trees of what their leaves predict, [N, outputs], out.
 *
 * A regressor for classes too: the labels of a binary `TreeEnsembleClassifier` are wrong in onnxruntime when the
 * weights of both classes are given.
 */
export function writeForest(graph: GraphBuilder, { trees, outputs }: Forest, features: string): string {
  const nodes = trees.flatMap((tree, number) => nodesOf(tree, number))
  const leaves = trees.flatMap((tree, number) => leavesOf(tree, number, outputs))
  const ints = <T>(items: readonly T[], of: (item: T) => number) => ({ ints: items.map(of) })
  return graph.node(
    'TreeEnsembleRegressor',
    [features],
    {
      aggregate_function: { string: 'AVERAGE' },
      n_targets: { int: outputs },
      nodes_treeids: ints(nodes, ({ tree }) => tree),
      nodes_nodeids: ints(nodes, ({ node }) => node),
      nodes_featureids: ints(nodes, ({ feature }) => Math.max(feature, 0)),
      nodes_values: { floats: nodes.map(({ threshold }) => threshold) },
      nodes_modes: { strings: nodes.map(({ feature }) => (feature < 0 ? 'LEAF' : 'BRANCH_LEQ')) },
      nodes_truenodeids: ints(nodes, ({ feature, node }) => (feature < 0 ? 0 : node + 1)),
      nodes_falsenodeids: ints(nodes, ({ feature, right }) => (feature < 0 ? 0 : right)),
      nodes_missing_value_tracks_true: ints(nodes, ({ missingLeft }) => missingLeft),
      target_treeids: ints(leaves, ({ tree }) => tree),
      target_nodeids: ints(leaves, ({ node }) => node),
      target_ids: ints(leaves, ({ output }) => output),
      target_weights: { floats: leaves.map(({ value }) => value) },
    },
    'ai.onnx.ml',
  )
}

function nodesOf({ feature, threshold, right, missingLeft }: Tree, tree: number) {
  return Array.from(feature, (column, node) => ({
    tree,
    node,
    feature: column,
    threshold: threshold[node] as number,
    right: right[node] as number,
    missingLeft: missingLeft[node] as number,
  }))
}

/** What leaves predict, without zeros, but for one where all are. */
function leavesOf({ feature, right, values }: Tree, tree: number, outputs: number) {
  return Array.from(feature.keys())
    .filter(node => (feature[node] as number) < 0)
    .flatMap(node => {
      const from = (right[node] as number) * outputs
      const row = Array.from(values.subarray(from, from + outputs), (value, output) => ({
        tree,
        node,
        output,
        value,
      }))
      const some = row.filter(({ value }) => value !== 0)
      return some.length > 0 ? some : row.slice(0, 1)
    })
}
