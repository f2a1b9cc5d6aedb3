import { expect, test } from 'vitest'
import { centreOf, greyOf } from '../../../src/ml/image/pixels.ts'

test('grey is that of Pillow', () => {
  const data = Uint8Array.from({ length: 24 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % 4, Math.floor(at / 12)]
    return [60 * x + 90 * y, 200 * x + 3 * y, 5 * x + 77 * y][at % 3] ?? 0
  })
  // x, y = np.meshgrid(np.arange(4), np.arange(2))
  // p = np.stack([60*x + 90*y, 200*x + 3*y, 5*x + 77*y], -1).astype(np.uint8); Image.fromarray(p).convert('L')
  expect([...greyOf({ width: 4, height: 2, channels: 3, data }).data]).toEqual([
    0, 136, 122, 107, 37, 173, 159, 68,
  ])
})

// int(round((whole - part) / 2.0)) in Python, where torchvision's center_crop begins.
test.each([
  [8, 5, 2],
  [8, 3, 2],
  [11, 4, 4],
  [9, 4, 2],
  [8, 4, 2],
  [4, 4, 0],
])('of %d rows, the middle %d begin with number %d', (rows, kept, first) => {
  const data = Uint8Array.from({ length: rows }, (_, row) => row)
  const middle = [...centreOf({ width: 1, height: rows, channels: 1, data }, kept, 1).data]
  expect(middle).toEqual(Array.from({ length: kept }, (_, k) => first + k))
})

test('what is smaller has black around it, the larger half behind', () => {
  const data = Uint8Array.of(1, 2, 3, 4, 5, 6)
  expect([...centreOf({ width: 1, height: 2, channels: 3, data }, 5, 2).data]).toEqual([
    ...[0, 0, 0, 0, 0, 0],
    ...[1, 2, 3, 0, 0, 0],
    ...[4, 5, 6, 0, 0, 0],
    ...[0, 0, 0, 0, 0, 0],
    ...[0, 0, 0, 0, 0, 0],
  ])
})
