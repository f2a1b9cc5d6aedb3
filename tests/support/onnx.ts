import * as onnx from 'onnxruntime-web'

/** A column that a model takes: texts, or numbers as doubles. */
type Feed = readonly string[] | Float64Array

type Outputs = Readonly<Record<string, readonly (number | string)[]>>

/** A model in onnxruntime: from columns, each an input of shape [N], to the numbers or texts of each output. */
export async function inOnnxRuntime(
  model: Uint8Array,
): Promise<(columns: Readonly<Record<string, Feed>>) => Promise<Outputs>> {
  onnx.env.wasm.numThreads = 1
  const session = await onnx.InferenceSession.create(model, { logSeverityLevel: 4 })
  return async columns => {
    const feeds = Object.entries(columns).map(([name, values]) => [name, tensorOf(values)] as const)
    const outputs = await session.run(Object.fromEntries(feeds), { logSeverityLevel: 4 })
    return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, listOf(data)]))
  }
}

function tensorOf(values: Feed): onnx.Tensor {
  return values instanceof Float64Array
    ? new onnx.Tensor('float64', values, [values.length])
    : new onnx.Tensor('string', [...values], [values.length])
}

function listOf(data: onnx.Tensor['data']): readonly (number | string)[] {
  return Array.from(data as ArrayLike<number | bigint | string>, value =>
    typeof value === 'bigint' ? Number(value) : value,
  )
}
