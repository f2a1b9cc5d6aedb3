/** An image: its pixels row by row from the top, each with its channels, of 8 bits. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** 1 of a grey image; 3 are red, green and blue. */
  readonly channels: 1 | 3
  readonly data: Uint8Array
}

/**
 * The same image in grey, by ITU-R 601-2. A grey one is left as it is.
 *
 * Agrees with `PIL.Image.convert('L')`, bit by bit.
 */
export function greyOf({ width, height, channels, data }: Pixels): Pixels {
  if (channels === 1) return { width, height, channels, data }
  const grey = new Uint8Array(width * height)
  const at = (index: number) => data[index] as number
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const red = 3 * pixel
    grey[pixel] = (at(red) * 19_595 + at(red + 1) * 38_470 + at(red + 2) * 7471 + 0x80_00) >> 16
  }
  return { width, height, channels: 1, data: grey }
}

/**
 * The middle of an image, black around it where it is smaller than what is asked for.
 *
 * Agrees with `torchvision.transforms.CenterCrop`, which rounds halves to even when it cuts, and puts the larger half of
 * an odd margin behind when it pads.
 */
export function centreOf(pixels: Pixels, height: number, width: number): Pixels {
  const { channels } = pixels
  const top = startOf(pixels.height, height)
  const left = startOf(pixels.width, width)
  const data = new Uint8Array(height * width * channels)
  const from = Math.max(left, 0)
  const to = Math.min(left + width, pixels.width)
  for (let row = 0; row < height; row++) {
    const sourceRow = top + row
    if (sourceRow < 0 || sourceRow >= pixels.height) continue
    const start = (sourceRow * pixels.width + from) * channels
    const line = pixels.data.subarray(start, start + (to - from) * channels)
    data.set(line, (row * width + from - left) * channels)
  }
  return { width, height, channels, data }
}

/** Where the part begins in the whole; negative where it is longer. */
function startOf(whole: number, part: number): number {
  return part > whole ? -Math.floor((part - whole) / 2) : halfToEven(whole - part)
}

/** Half of a whole number, rounded as Python rounds it. */
function halfToEven(number: number): number {
  const half = Math.floor(number / 2)
  return number % 2 === 1 && half % 2 === 1 ? half + 1 : half
}
