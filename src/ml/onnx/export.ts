import type { FittedPipeline } from '../pipeline/pipeline.ts'
import type { ClassLabel } from '../pipeline/target.ts'
import type { FittedTrack } from '../pipeline/track.ts'
import { writeForest } from './forest.ts'
import { type Attributes, type GraphBuilder, graphBuilder } from './graph.ts'
import { asFeature, type GraphColumn, type GraphValues, stepWriters } from './steps.ts'

interface OnnxOptions {
  /** Whether there is an output `probabilities`, [N, classes], beside `label`; true unless given. */
  readonly probabilities?: boolean
}

/**
 * A fitted pipeline as an ONNX model. Each column is an input [N]: numbers as doubles, NaN where one is missing, texts
 * as strings, empty where one is missing. The output is `label` [N], a class, or `prediction` [N], a number.
 *
 * Trees see float32 numbers, as they do here. Where an encoder fails for an unseen value, the model takes it for a
 * missing one; letters beyond ASCII are not made lower case. Dates are texts; where one is no date, running the model
 * fails, as predicting does here.
 *
 * @see https://onnx.ai/onnx/operators/
 */
export function toOnnx(pipeline: FittedPipeline, { probabilities = true }: OnnxOptions = {}): Uint8Array {
  const graph = graphBuilder()
  const inputs = new Map(
    pipeline.inputs.map(({ name, kind }): [string, GraphColumn] => {
      const type = kind === 'number' ? 'double' : 'string'
      return [name, { name, value: graph.input(name, type), kind: type }]
    }),
  )
  const features = pipeline.tracks.flatMap(track => writeTrack(graph, track, inputs))
  const joined = graph.node('Concat', features, { axis: { int: 1 } })
  const predicted = writeForest(graph, pipeline.forest, joined)
  if (pipeline.classes === undefined) {
    const flat = graph.node('Reshape', [predicted, graph.constant([-1n], [1])])
    graph.output(flat, 'prediction', 'float')
  } else {
    writeLabel(graph, predicted, pipeline.classes)
    if (probabilities) graph.output(predicted, 'probabilities', 'float', pipeline.classes.length)
  }
  return graph.model()
}

function writeTrack(
  graph: GraphBuilder,
  { columns, steps }: FittedTrack,
  inputs: ReadonlyMap<string, GraphColumn>,
): readonly string[] {
  let values: GraphValues = { columns: columns.map(name => inputs.get(name) as GraphColumn) }
  for (const { spec, state } of steps) {
    if (!('columns' in values))
      throw new RangeError(`${spec.use} follows a step that makes features of columns.`)
    values = stepWriters[spec.use](graph, values.columns, state, spec)
  }
  return 'features' in values ? values.features : values.columns.map(column => asFeature(graph, column))
}

/** Whole numbers stay whole; all other classes are texts. */
function writeLabel(graph: GraphBuilder, shares: string, classes: readonly ClassLabel[]): void {
  const code = graph.node('ArgMax', [shares], { axis: { int: 1 }, keepdims: { int: 0 } })
  const keys: Attributes = { keys_int64s: { ints: [...classes.keys()] } }
  const areWhole = classes.every(label => Number.isSafeInteger(label))
  const values: Attributes = areWhole
    ? { values_int64s: { ints: classes.map(Number) } }
    : { values_strings: { strings: classes.map(String) } }
  const label = graph.node('LabelEncoder', [code], { ...keys, ...values }, 'ai.onnx.ml')
  graph.output(label, 'label', areWhole ? 'int64' : 'string')
}
