import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pixels } from '../../../src/ml/index.ts'
import { resized, sizeByShorterSide } from '../../../src/ml/image/resize.ts'

const pattern: Pixels = {
  width: 9,
  height: 7,
  channels: 1,
  data: Uint8Array.from({ length: 63 }, (_, at) => {
    const [x, y] = [at % 9, Math.floor(at / 9)]
    return 37 * x * x + 59 * y * y + 11 * x * y
  }),
}

// x, y = np.meshgrid(np.arange(9), np.arange(7)); p = (37*x*x + 59*y*y + 11*x*y).astype(np.uint8)
// np.asarray(Image.fromarray(p).resize((width, height), Image.BILINEAR)).ravel().tolist(), Pillow 11.3.0 and 13.0.0
test.for([
  [5, 4, [68, 124, 103, 89, 128, 157, 156, 181, 101, 179, 121, 94, 109, 157, 135, 156, 125, 140, 87, 94]],
  [
    10,
    7,
    [
      10, 87, 103, 91, 119, 35, 52, 44, 128, 151, 126, 94, 107, 131, 100, 146, 179, 156, 110, 164, 198, 177,
      102, 143, 159, 210, 159, 202, 88, 135, 185, 188, 114, 65, 116, 69, 125, 185, 184, 78, 94, 90, 129, 73,
      141, 151, 111, 235, 128, 145, 97, 175, 195, 101, 119, 152, 129, 123, 146, 177, 70, 57, 145, 104, 143,
      97, 136, 37, 31, 126,
    ],
  ],
  [
    7,
    3,
    [61, 101, 57, 133, 147, 158, 132, 169, 185, 121, 167, 42, 100, 140, 178, 132, 175, 111, 123, 100, 66],
  ],
  [
    3,
    9,
    [
      76, 67, 188, 126, 139, 115, 130, 108, 160, 120, 54, 198, 160, 196, 110, 114, 116, 131, 148, 77, 154,
      139, 199, 76, 83, 108, 153,
    ],
  ],
] as const)('an image in %d rows of %d pixels is that of Pillow', ([height, width, expected]) => {
  expect([...resized(pattern, height, width).data]).toEqual(expected)
})

const side = fc.integer({ min: 1, max: 24 })
const image = fc
  .tuple(side, side, fc.constantFrom(1 as const, 3 as const))
  .chain(([width, height, channels]) =>
    fc
      .uint8Array({ minLength: width * height * channels, maxLength: width * height * channels })
      .map((data): Pixels => ({ width, height, channels, data })),
  )

test('every pixel is the mean of those around its middle, as near as two roundings let it be', () => {
  fc.assert(
    fc.property(image, side, side, (pixels, height, width) => {
      const { data } = resized(pixels, height, width)
      expect(data).toHaveLength(height * width * pixels.channels)
      const exact = weightedMeans(pixels, height, width)
      const differences = exact.map((value, at) => Math.abs(value - (data[at] ?? -9)))
      expect(Math.max(...differences)).toBeLessThan(1.001)
    }),
  )
})

test('an image of its own size is itself, and one colour stays that colour', () => {
  expect(resized(pattern, 7, 9)).toEqual(pattern)
  const red: Pixels = { width: 2, height: 5, channels: 3, data: new Uint8Array(30).fill(201) }
  expect(new Set(resized(red, 17, 3).data)).toEqual(new Set([201]))
})

test('the shorter side gets the length, and fractions of the longer one are cut off', () => {
  const sizeOf = (width: number, height: number, shorter: number) =>
    sizeByShorterSide({ width, height, channels: 1, data: new Uint8Array() }, shorter)
  expect(sizeOf(20, 14, 8)).toEqual([8, 11])
  expect(sizeOf(14, 20, 8)).toEqual([11, 8])
  expect(sizeOf(3, 3, 8)).toEqual([8, 8])
  expect(sizeOf(640, 427, 256)).toEqual([256, 383])
})

/** For each pixel the mean over all others, weighed by triangles around its middle in both directions. */
function weightedMeans({ width, height, channels, data }: Pixels, rows: number, columns: number): number[] {
  const triangle = (at: number, middle: number, reach: number) =>
    Math.max(1 - Math.abs(at + 0.5 - middle) / reach, 0)
  return Array.from({ length: rows * columns * channels }, (_, at) => {
    const [x, y] = [Math.floor(at / channels) % columns, Math.floor(at / channels / columns)]
    const [scaleX, scaleY] = [width / columns, height / rows]
    let [sum, total] = [0, 0]
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const weight =
          triangle(column, (x + 0.5) * scaleX, Math.max(scaleX, 1)) *
          triangle(row, (y + 0.5) * scaleY, Math.max(scaleY, 1))
        sum += weight * (data[(row * width + column) * channels + (at % channels)] ?? 0)
        total += weight
      }
    return sum / total
  })
}
