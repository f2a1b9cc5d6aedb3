import { expect, test } from 'vitest'
import { columnOf, fitPipeline, predict, predictShares, toOnnx } from '../../src/ml/index.ts'
import { inOnnxRuntime } from '../support/onnx.ts'
import { flock, onnxSpec } from './flock.ts'

/** The columns of the flock as ONNX takes them: an empty text for a missing one. */
function feedOf(names: readonly string[]) {
  return Object.fromEntries(
    names.map(name => {
      const values = columnOf(flock, name)
      return [name, values instanceof Float64Array ? values : values.map(text => text ?? '')]
    }),
  )
}

test.each(['random_forest_classifier', 'random_forest_regressor'])(
  'a %s predicts the same in onnxruntime, every row',
  async kind => {
    const target = kind === 'random_forest_classifier' ? 'Species' : 'length'
    const pipeline = await fitPipeline(onnxSpec(kind), flock, target, { seed: 3 })
    const run = await inOnnxRuntime(toOnnx(pipeline))
    const found = await run(feedOf(pipeline.inputs.map(({ name }) => name)))
    const ours = Array.from(predict(pipeline, flock))
    if (target === 'Species') expect(found.label).toEqual(ours)
    closeInFloat32(predictShares(pipeline, flock), (found.probabilities ?? found.prediction) as number[])
  },
)

/** onnxruntime adds the trees' predictions in float32. */
function closeInFloat32(found: Float64Array, expected: readonly number[]): void {
  expected.forEach((number, k) => {
    expect(found[k]).toBeCloseTo(number, number > 1 ? 4 : 6)
  })
  expect(found).toHaveLength(expected.length)
}
