import {
  concatenated,
  type Field,
  intField,
  intsField,
  messageField,
  numbersField,
  textField,
} from '../../src/ml/onnx/protobuf.ts'

interface NetworkOptions {
  /** Of the input, the first for any number of images. */
  readonly shape?: readonly number[]
  readonly input?: string
  readonly labels?: number
  /** Of the input's numbers: 1 is float32, 2 is uint8. */
  readonly type?: number
  /** Whether there is another input, `mask`. */
  readonly hasMask?: boolean
}

/**
 * A network that sees the mean of each channel of images [N, 3, height, width], and gives a number for each label: of
 * label k the mean of channel c weighs (k + 1)(c + 1) / 4 − c, and 0.1 k is added.
 *
 * @see https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto for the numbers of fields
 */
export function network({
  shape = [3, 6, 6],
  input = 'data',
  labels = 3,
  type = 1,
  hasMask = false,
}: NetworkOptions = {}): Uint8Array {
  const weights = [0, 1, 2].flatMap(c =>
    Array.from({ length: labels }, (_, k) => ((k + 1) * (c + 1)) / 4 - c),
  )
  const bias = Array.from({ length: labels }, (_, k) => 0.1 * k)
  const first =
    type === 1
      ? []
      : [node('Cast', [input], 'numbers', [textField(1, 'to'), intField(3, 1), intField(20, 2)])]
  const graph = [
    ...first,
    node('GlobalAveragePool', [type === 1 ? input : 'numbers'], 'means'),
    node('Flatten', ['means'], 'flat'),
    node('Gemm', ['flat', 'weights', 'bias'], 'logits'),
    textField(2, 'network'),
    constant('weights', [3, labels], weights),
    constant('bias', [labels], bias),
    port(11, input, type, shape),
    ...(hasMask ? [port(11, 'mask', 1, shape)] : []),
    port(12, 'logits', 1, [labels]),
  ]
  return concatenated([
    intField(1, 8),
    messageField(7, graph),
    messageField(8, [textField(1, ''), intField(2, 17)]),
  ])
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attribute?: readonly Field[],
): Field {
  return messageField(1, [
    ...inputs.map(name => textField(1, name)),
    textField(2, output),
    textField(4, operator),
    ...(attribute ? [messageField(5, attribute)] : []),
  ])
}

function constant(name: string, shape: readonly number[], numbers: readonly number[]): Field {
  return messageField(5, [
    intsField(1, shape),
    intField(2, 1),
    numbersField(4, Float32Array.from(numbers)),
    textField(8, name),
  ])
}

/** An input or output of any number of rows. */
function port(field: number, name: string, type: number, shape: readonly number[]): Field {
  const lengths = [
    messageField(1, [textField(2, 'N')]),
    ...shape.map(length => messageField(1, [intField(1, length)])),
  ]
  const tensor = [intField(1, type), messageField(2, lengths)]
  return messageField(field, [textField(1, name), messageField(2, [messageField(1, tensor)])])
}
