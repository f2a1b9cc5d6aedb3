import type { Pixels } from './pixels.ts'

/** Weights are whole numbers of this many bits after the point. */
const precision = 22

/**
 * An image in another size: bilinear, and antialiased where it gets smaller, first along rows and then along columns,
 * each rounded to 8 bits.
 *
 * Agrees with `PIL.Image.resize(…, Image.BILINEAR)` of Pillow up to 12, bit by bit, and so with torchvision's `Resize` of
 * an image of PIL. Pillow 13 goes along columns first where that is faster, which differs by at most 1.
 *
 * @see https://github.com/python-pillow/Pillow/blob/11.0.0/src/libImaging/Resample.c
 */
export function resized(pixels: Pixels, height: number, width: number): Pixels {
  return alongColumns(alongRows(pixels, width), height)
}

/**
 * The size [height, width] of an image whose shorter side is to be of a given length.
 *
 * Agrees with `torchvision.transforms.Resize(size)`, which cuts off fractions of the longer side.
 */
export function sizeByShorterSide(
  { width, height }: Pixels,
  shorter: number,
): readonly [height: number, width: number] {
  return height < width
    ? [shorter, Math.trunc((shorter * width) / height)]
    : [Math.trunc((shorter * height) / width), shorter]
}

function alongRows(pixels: Pixels, width: number): Pixels {
  if (width === pixels.width) return pixels
  const { height, channels } = pixels
  const data = new Uint8Array(width * height * channels)
  resample(pixels.data, data, {
    lines: height,
    lengths: [pixels.width, width],
    lineSteps: [pixels.width * channels, width * channels],
    step: channels,
    channels,
  })
  return { width, height, channels, data }
}

function alongColumns(pixels: Pixels, height: number): Pixels {
  if (height === pixels.height) return pixels
  const { width, channels } = pixels
  const data = new Uint8Array(width * height * channels)
  resample(pixels.data, data, {
    lines: width,
    lengths: [pixels.height, height],
    lineSteps: [channels, channels],
    step: width * channels,
    channels,
  })
  return { width, height, channels, data }
}

type BeforeAndAfter = readonly [before: number, after: number]

interface Lines {
  readonly lines: number
  /** Pixels of a line. */
  readonly lengths: BeforeAndAfter
  /** From the beginning of a line to that of the next one. */
  readonly lineSteps: BeforeAndAfter
  /** From a pixel of a line to the next one. */
  readonly step: number
  readonly channels: number
}

function resample(
  source: Uint8Array,
  target: Uint8Array,
  { lines, lengths: [before, after], lineSteps: [sourceLine, targetLine], step, channels }: Lines,
): void {
  const all = windows(before, after)
  for (let line = 0; line < lines; line++)
    for (let place = 0; place < after; place++) {
      const { start, weights } = all[place] as Window
      for (let channel = 0; channel < channels; channel++) {
        const from = line * sourceLine + start * step + channel
        let sum = 1 << (precision - 1)
        for (let k = 0; k < weights.length; k++)
          sum += (source[from + k * step] as number) * (weights[k] as number)
        target[line * targetLine + place * step + channel] = sum >> precision
      }
    }
}

interface Window {
  /** The first pixel that counts. */
  readonly start: number
  /** Of this pixel and the following ones; they add up to 1, but for rounding. */
  readonly weights: Int32Array
}

/** For each pixel of a line what it is made of: a triangle around its middle, as wide as the scale. */
function windows(before: number, after: number): readonly Window[] {
  const scale = before / after
  const reach = Math.max(scale, 1)
  return Array.from({ length: after }, (_, place) => {
    const middle = (place + 0.5) * scale
    const start = Math.max(Math.trunc(middle - reach + 0.5), 0)
    const end = Math.min(Math.trunc(middle + reach + 0.5), before)
    const triangle = Float64Array.from({ length: end - start }, (_, k) =>
      Math.max(1 - Math.abs((start + k - middle + 0.5) * (1 / reach)), 0),
    )
    const total = triangle.reduce((sum, weight) => sum + weight, 0)
    return {
      start,
      weights: Int32Array.from(triangle, weight => Math.trunc(0.5 + (weight / total) * (1 << precision))),
    }
  })
}
