import { expect, test } from 'vitest'
import { imageSpec } from '../../../src/ml/index.ts'
import { openClassifier } from '../../../src/stages/image/classifier.ts'
import { images, png } from '../../support/images.ts'
import { network } from '../../support/network.ts'

const spec = {
  resize: 8,
  crop: 6,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  labels: ['cat', 'dog', 'bird'],
}

async function sharesOf(image: Buffer, more: object = {}) {
  const classifier = await openClassifier(network(), imageSpec.parse({ ...spec, ...more }), 'net.onnx')
  return [...(await classifier.classify(image)).shares]
}

// im = im.convert('RGB').resize((11, 8), Image.BILINEAR).crop((2, 1, 8, 7)); a turned one (8, 11), (1, 2, 7, 8)
// a = (np.asarray(im, np.float32) / np.float32(255) - np.float32(mean)) / np.float32(std)
// softmax(session.run(None, {'data': a.transpose(2, 0, 1)[None]})[0][0]): Pillow 13.0.0, onnxruntime 1.32.0
// A turned one went through ImageOps.exif_transpose.
test.each([
  ['rgb', {}, [0.206580533, 0.314530144, 0.478889323]],
  ['rgba', {}, [0.206580533, 0.314530144, 0.478889323]],
  ['grey', {}, [0.091581715, 0.246255906, 0.662162379]],
  ['jpeg', {}, [0.220805609, 0.318828219, 0.460366172]],
  ['greyJpeg', {}, [0.091269232, 0.245950151, 0.662780617]],
  ['turned', {}, [0.220805609, 0.318828219, 0.460366172]],
  ['turned', { orient: true }, [0.220608059, 0.318773029, 0.460618911]],
] as const)('%s, %j, is classified as PIL and onnxruntime do it', async (name, more, expected) => {
  const shares = await sharesOf(images[name], more)
  expect(shares).toHaveLength(3)
  shares.forEach((share, k) => {
    expect(share).toBeCloseTo(expected[k] ?? 0, 6)
  })
})

test('numbers that are probabilities already are left as they are', async () => {
  const shares = await sharesOf(images.rgb, { softmax: false })
  const total = shares.reduce((sum, share) => sum + Math.exp(share), 0)
  expect(Math.exp(shares[2] ?? 0) / total).toBeCloseTo(0.478889323, 6)
})

test('the likeliest labels are told, as many as are asked for', async () => {
  const opened = await openClassifier(network(), imageSpec.parse({ ...spec, topK: 2 }), 'net.onnx')
  const { top } = await opened.classify(images.rgb)
  expect(top.map(({ label }) => label)).toEqual(['bird', 'dog'])
})

test.each(['deep', 'cmyk', 'cut', 'huge', 'text', 'nothing', 'svg'] as const)(
  'an image that is %s is refused with what it is',
  async name => {
    const others = {
      text: Buffer.from('not an image'),
      nothing: Buffer.alloc(0),
      svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    }
    const bytes = name in others ? others[name as keyof typeof others] : images[name as keyof typeof images]
    await expect(sharesOf(bytes)).rejects.toMatchSnapshot()
  },
)

test.each([
  ['another size', network({ shape: [3, 8, 8] }), {}],
  ['rows before channels', network(), { layout: 'nhwc' }],
  ['other labels', network({ labels: 5 }), {}],
  ['other numbers', network({ type: 2 }), {}],
  ['two inputs', network({ hasMask: true }), {}],
  ['another input', network({ input: 'pixels' }), { input: 'image' }],
  ['another output', network(), { output: 'classes' }],
  ['grey images', network(), { channels: 'grey', mean: [0.5], std: [0.5] }],
  ['no network', Buffer.from('none'), {}],
])('a network with %s is refused before there are images', async (_, bytes, more) => {
  const opening = openClassifier(bytes, imageSpec.parse({ ...spec, ...more }), 'net.onnx')
  await expect(
    opening.catch((error: Error & { hint?: string }) => `${error.message} ${error.hint ?? ''}`),
  ).resolves.toMatchSnapshot()
})

test('an image of one pixel, and a very long one, are classified', async () => {
  for (const [width, height] of [
    [1, 1],
    [300, 1],
  ] as const)
    expect(await sharesOf(png(() => [9, 9, 9], { width, height }))).toHaveLength(3)
})
