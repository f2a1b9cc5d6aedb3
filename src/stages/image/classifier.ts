import { UserError } from '../../core/errors.ts'
import { plural } from '../../core/format.ts'
import { type ImageSpec, largestOf, preparedImage, softmax } from '../../ml/index.ts'
import { openDecoder } from './decode.ts'
import { type Network, openNetwork } from './network.ts'

interface LabelShare {
  readonly label: string
  readonly probability: number
}

/** What a network says of an image. */
export interface Classified {
  /** The likeliest labels, as many as the specification asks for, the likeliest first. */
  readonly top: readonly LabelShare[]
  /** Of all labels, in their order. */
  readonly shares: Float64Array
}

export interface ImageClassifier {
  readonly spec: ImageSpec
  /**
   * Classifies a PNG or JPEG file.
   *
   * @throws BadImage when it is none that can be taken
   */
  classify(bytes: Uint8Array): Promise<Classified>
  close(): Promise<void>
}

/**
 * Opens a network that classifies images. It is tried with a black image first, so that what does not fit together is
 * known before there are images.
 *
 * @param label as messages call the network
 * @throws UserError when its tensors do not fit the specification, or a package that it needs is not installed
 */
export async function openClassifier(
  bytes: Uint8Array,
  spec: ImageSpec,
  label: string,
): Promise<ImageClassifier> {
  const decode = openDecoder(spec)
  const network = await openNetwork(bytes, label, spec)
  const sharesOf = async (prepared: ReturnType<typeof preparedImage>) => {
    const { numbers, shape } = await network.run(prepared.data, prepared.shape)
    if (numbers.length !== spec.labels.length)
      throw new UserError(
        `The output of ${label} for an image has ${plural(numbers.length, 'number')} (its shape is ${shapeText(shape)}), and there are ${plural(spec.labels.length, 'label')}.`,
      )
    return spec.softmax ? softmax(numbers) : Float64Array.from(numbers)
  }
  const black = preparedImage({ width: 1, height: 1, channels: 1, data: new Uint8Array(1) }, spec)
  assertTakes(network, black.shape, label)
  await sharesOf(black)
  return {
    spec,
    async classify(image) {
      const shares = await sharesOf(preparedImage(await decode(image), spec))
      const top = largestOf(shares, spec.topK).map(position => ({
        label: spec.labels[position] ?? '',
        probability: shares[position] ?? 0,
      }))
      return { top, shares }
    },
    close: () => network.close(),
  }
}

function assertTakes({ input }: Network, shape: readonly number[], label: string): void {
  const { name, type } = input
  if (type !== 'float32')
    throw new UserError(`The input ${name} of ${label} is of ${type}, and has to be of float32.`)
  const fits =
    input.shape.length === shape.length &&
    shape.every((length, axis) => isFree(input.shape[axis]) || input.shape[axis] === length)
  if (!fits)
    throw new UserError(
      `The input ${name} of ${label} has the shape ${shapeText(input.shape)}, and the specification makes ${shapeText(shape)} of an image.`,
      { hint: 'The shape follows from crop (or resize: [height, width]), channels and layout.' },
    )
}

/** Whether an axis takes any length: it has a name, or none. */
function isFree(length: number | string | undefined): boolean {
  return typeof length !== 'number' || length < 0 || length > 2 ** 31
}

function shapeText(shape: readonly (number | string)[]): string {
  return `[${shape.map(length => (isFree(length) && typeof length === 'number' ? '?' : length)).join(', ')}]`
}
