import { centreOf, greyOf, type Pixels } from './pixels.ts'
import { resized, sizeByShorterSide } from './resize.ts'
import type { ImageSpec } from './spec.ts'

/** What a network takes of one image, as float32 numbers. */
interface ImageTensor {
  readonly data: Float32Array
  /** [1, channels, height, width], or with the channels behind. */
  readonly shape: readonly number[]
}

/**
 * An image as a network takes it: resized, cropped to its middle, scaled to 0…1 and normalised, each step as
 * torchvision's `Resize`, `CenterCrop`, `ToTensor` and `Normalize` do it, the numbers in float32.
 */
export function preparedImage(pixels: Pixels, spec: ImageSpec): ImageTensor {
  const coloured = spec.channels === 'grey' ? greyOf(pixels) : pixels
  const sized = spec.resize === undefined ? coloured : resized(coloured, ...sizeOf(coloured, spec.resize))
  const cropped = spec.crop === undefined ? sized : centreOf(sized, ...pairOf(spec.crop))
  return tensorOf(cropped, spec)
}

function sizeOf(pixels: Pixels, resize: NonNullable<ImageSpec['resize']>): readonly [number, number] {
  return typeof resize === 'number' ? sizeByShorterSide(pixels, resize) : resize
}

function pairOf(size: NonNullable<ImageSpec['crop']>): readonly [number, number] {
  return typeof size === 'number' ? [size, size] : size
}

/** All channels of a grey image are the same. */
function tensorOf({ width, height, channels: given, data }: Pixels, spec: ImageSpec): ImageTensor {
  const { channels, layout, mean = [], std = [] } = spec
  const count = channels === 'grey' ? 1 : 3
  const isFirst = layout === 'nchw'
  const area = width * height
  const numbers = new Float32Array(area * count)
  for (let channel = 0; channel < count; channel++) {
    const centre = Math.fround(mean[channel] ?? 0)
    const spread = Math.fround(std[channel] ?? 1)
    const source = given === 1 ? 0 : channels === 'bgr' ? 2 - channel : channel
    for (let pixel = 0; pixel < area; pixel++) {
      const scaled = Math.fround((data[pixel * given + source] as number) / 255)
      const at = isFirst ? channel * area + pixel : pixel * count + channel
      numbers[at] = Math.fround(scaled - centre) / spread
    }
  }
  return { data: numbers, shape: isFirst ? [1, count, height, width] : [1, height, width, count] }
}
