import type Onnx from 'onnxruntime-web'
import { messageOf, UserError, unreadable } from '../../core/errors.ts'
import { formatList, plural } from '../../core/format.ts'
import { optionalPackage } from './optional-package.ts'

/** A tensor of a network: its name, its type as onnxruntime calls it, and its shape, with a name where any size goes. */
interface NetworkPort {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | string)[]
}

interface NetworkOutput {
  readonly shape: readonly number[]
  readonly numbers: ArrayLike<number>
}

/** A network that takes one tensor of float32 numbers and gives another one. */
export interface Network {
  readonly input: NetworkPort
  run(data: Float32Array, shape: readonly number[]): Promise<NetworkOutput>
  close(): Promise<void>
}

/** Which tensors are meant, where a network has several. */
interface Names {
  readonly input?: string | undefined
  readonly output?: string | undefined
}

/**
 * Opens an ONNX model in onnxruntime.
 *
 * @param label as messages call it
 * @throws UserError when no onnxruntime is installed, it cannot read the model, or the model has other tensors
 */
export async function openNetwork(bytes: Uint8Array, label: string, names: Names): Promise<Network> {
  const onnx = optionalPackage<typeof Onnx>(['onnxruntime-node', 'onnxruntime-web'], 'Models of images')
  // One thread of WebAssembly: the others would have to be ended with the command.
  onnx.env.wasm.numThreads = 1
  const session = await opened(onnx, bytes, label)
  const inputs = session.inputMetadata.map(portOf)
  const input = inputOf(inputs, label, names.input)
  const output = outputOf(session.outputNames, label, names.output)
  return {
    input,
    async run(data, shape) {
      const results = await session.run({ [input.name]: new onnx.Tensor('float32', data, shape) }, [output])
      const { dims, data: numbers, type } = results[output] as Onnx.Tensor
      if (type !== 'float32' && type !== 'float64')
        throw new UserError(`The output ${output} of ${label} is of ${type}, and has to be of float32.`)
      return { shape: dims, numbers: numbers as Float32Array | Float64Array }
    },
    close: () => session.release(),
  }
}

async function opened(
  { InferenceSession }: typeof Onnx,
  bytes: Uint8Array,
  label: string,
): Promise<Onnx.InferenceSession> {
  try {
    return await InferenceSession.create(bytes, { logSeverityLevel: 4 })
  } catch (cause) {
    throw unreadable(
      `${label} is no ONNX model that onnxruntime can run: ${messageOf(cause).replace(/\.$/, '')}.`,
      { cause },
    )
  }
}

function portOf(metadata: Onnx.InferenceSession.ValueMetadata): NetworkPort {
  const { name } = metadata
  return metadata.isTensor
    ? { name, type: metadata.type, shape: metadata.shape }
    : { name, type: 'no tensor', shape: [] }
}

function inputOf(inputs: readonly NetworkPort[], label: string, wanted: string | undefined): NetworkPort {
  const [first] = inputs
  const all = formatList(inputs.map(({ name }) => name))
  const input = wanted === undefined ? first : inputs.find(({ name }) => name === wanted)
  if (input === undefined)
    throw new UserError(`${label} has no input ${wanted ?? ''}: its inputs are ${all}.`)
  if (inputs.length > 1)
    throw new UserError(
      `${label} takes ${plural(inputs.length, 'input')}, ${all}; a model of images takes one.`,
    )
  return input
}

function outputOf(outputs: readonly string[], label: string, wanted: string | undefined): string {
  const output = wanted === undefined ? outputs[0] : outputs.find(name => name === wanted)
  if (output !== undefined) return output
  throw new UserError(`${label} has no output ${wanted ?? ''}: its outputs are ${formatList(outputs)}.`)
}
