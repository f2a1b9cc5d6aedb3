import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fitPipeline, pipelineSpec, predict, predictShares, rowsOf, toOnnx } from '../../src/ml/index.ts'
import { flock, onnxSpec } from './flock.ts'

const shown = rowsOf(flock, Uint32Array.of(0, 3, 100, 219, 343))

test('a classifier is written as the model that onnxruntime predicts the same with', async () => {
  const pipeline = await fitPipeline(onnxSpec('random_forest_classifier'), flock, 'Species', { seed: 3 })
  expect(digestOf(toOnnx(pipeline))).toMatchInlineSnapshot(
    `"8ab802b5e840aadd6a3046dffbdb4e2ab0065f0e26c2e6e21e5778d6e1e89de8"`,
  )
  // onnxruntime 1.32.0 with this model: probabilities and label
  closeInFloat32(
    predictShares(pipeline, shown),
    [
      0.9967212677001953, 0, 0.003278688294813037, 0.9967212677001953, 0, 0.003278688294813037, 1, 0, 0,
      0.3824920654296875, 0.6175079345703125, 0, 0.0026315790601074696, 0, 0.9973684549331665,
    ],
  )
  expect(predict(pipeline, shown)).toEqual(['Adelie', 'Adelie', 'Adelie', 'Chinstrap', 'Gentoo'])
})

test('a regressor is written as the model that onnxruntime predicts the same with', async () => {
  const pipeline = await fitPipeline(onnxSpec('random_forest_regressor'), flock, 'length', { seed: 3 })
  expect(digestOf(toOnnx(pipeline))).toMatchInlineSnapshot(
    `"7a8b7fd5c15400019df2d02878c46b4ed037f183fed83484abb318b93c47bbe3"`,
  )
  // onnxruntime 1.32.0 with this model: prediction
  closeInFloat32(
    predictShares(pipeline, shown),
    [188.98843383789062, 195.66314697265625, 187.94622802734375, 193.96768188476562, 223.0001983642578],
  )
})

test('dates cannot be written', async () => {
  const spec = pipelineSpec.parse({
    tracks: [{ name: 'date', columns: ['seen'], steps: [{ use: 'days_before_latest' }] }],
    model: { kind: 'random_forest_classifier', n_estimators: 1 },
  })
  const pipeline = await fitPipeline(spec, flock, 'Species', { seed: 0 })
  expect(() => toOnnx(pipeline)).toThrowErrorMatchingInlineSnapshot(
    `[UserError: ONNX cannot read dates, so seen cannot be part of an ONNX model.]`,
  )
})

function digestOf(model: Uint8Array): string {
  return createHash('sha256').update(model).digest('hex')
}

/** onnxruntime adds the trees' predictions in float32. */
function closeInFloat32(found: Float64Array, expected: readonly number[]): void {
  expected.forEach((number, k) => {
    expect(found[k]).toBeCloseTo(number, number > 1 ? 4 : 6)
  })
  expect(found).toHaveLength(expected.length)
}
