import { join } from 'node:path'
import { expect, test } from 'vitest'
import { imageSpec, largestOf, type Pixels, preparedImage, softmax } from '../../../src/ml/index.ts'
import { evaluate, examplesIn, sameButForRounding } from '../../support/examples.ts'

const labels = ['cat', 'dog']
const pixels: Pixels = { width: 2, height: 1, channels: 3, data: Uint8Array.of(0, 51, 102, 255, 204, 153) }

test('channels stand before rows, or behind, in the order that is asked for', () => {
  const numbers = (spec: object) => {
    const { data, shape } = preparedImage(pixels, imageSpec.parse({ crop: [1, 2], labels, ...spec }))
    return { shape, data: Array.from(data, value => Math.round(10 * value) / 10) }
  }
  expect(numbers({})).toEqual({ shape: [1, 3, 1, 2], data: [0, 1, 0.2, 0.8, 0.4, 0.6] })
  expect(numbers({ channels: 'bgr' })).toEqual({ shape: [1, 3, 1, 2], data: [0.4, 0.6, 0.2, 0.8, 0, 1] })
  expect(numbers({ layout: 'nhwc' })).toEqual({ shape: [1, 1, 2, 3], data: [0, 0.2, 0.4, 1, 0.8, 0.6] })
  expect(numbers({ channels: 'grey' })).toEqual({ shape: [1, 1, 1, 2], data: [0.2, 0.8] })
})

test('numbers are normalised in float32', () => {
  const spec = imageSpec.parse({
    crop: [1, 2],
    labels,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  })
  // a = np.array([[0, 255], [51, 204], [102, 153]], np.float32) / np.float32(255)
  // (a - np.float32([[.485], [.456], [.406]])) / np.float32([[.229], [.224], [.225]])
  expect([...preparedImage(pixels, spec).data]).toEqual([
    -2.1179039478302, 2.248908281326294, -1.1428570747375488, 1.5357142686843872, -0.026666589081287384,
    0.8622223734855652,
  ])
})

test.each([
  [{ labels }, 'crop: all images have to get the same size: give crop, or resize as [height, width]'],
  [
    { labels, resize: 256 },
    'crop: all images have to get the same size: give crop, or resize as [height, width]',
  ],
  [{ labels, crop: 8, mean: [0.5] }, 'mean: it has 1 numbers, and rgb has 3 channels'],
  [{ labels, crop: 8, topK: 3 }, 'topK: it is 3, and there are 2 labels'],
  [
    { labels: [], crop: 8 },
    'labels: Too small: expected array to have >=1 items; topK: it is 1, and there are 0 labels',
  ],
  [{ labels, crop: 8, centre: true }, ': Unrecognized key: "centre"'],
])('the specification %j is refused', (spec, message) => {
  const { error } = imageSpec.safeParse(spec)
  expect(error?.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')).toBe(message)
})

test('labels may be numbers', () => {
  expect(imageSpec.parse({ labels: [0, 1], crop: 8 }).labels).toEqual(['0', '1'])
})

test('shares are those of SciPy, however large the numbers are', () => {
  // scipy.special.softmax([1, 2, 4]), ([1000, 999])
  expect([...softmax([1, 2, 4])]).toEqual([0.04201006613406605, 0.11419519938459449, 0.8437947344813395])
  expect([...softmax([1000, 999])]).toEqual([0.7310585786300049, 0.2689414213699951])
})

test('the largest come first, of equal ones the first', () => {
  expect(largestOf(Float64Array.of(0.1, 0.4, 0.1, 0.4), 3)).toEqual([1, 3, 0])
})

test.each(examplesIn(join(import.meta.dirname, '../../../src/ml/image')))(
  '$file: $expression is $value',
  ({ expression, value }) => {
    expect(sameButForRounding(evaluate(expression, { softmax }), evaluate(value, {}))).toBe(true)
  },
)
